import type { Brakes } from "../../shared/domain/brake.ts";
import type { Checkpoint, Watching } from "../../shared/domain/checkpoint.ts";
import { deliveryKey } from "../../shared/domain/delivery.ts";
import type { Commit, LogField, Snapshots } from "../../shared/ports.ts";
import { deliveryKeyOf } from "../../shared/stores/delivery-item.ts";
import { jsonOf } from "../../shared/stores/json-body.ts";
import type { Attribute, Item, Key, Table, Write } from "../../shared/stores/table.ts";
import { Marks } from "./marks.ts";
import { digest } from "./rng.ts";
import { Suppressed } from "./suppressed.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** One run of the poll function, as seen from outside. */
export type PollRun = {
  index: number;
  startedAt: number;
  endedAt: number | undefined;
  outcome: "running" | "ended" | "failed";
  /** Answers that showed what was not so. */
  anomalies: number;
  /** Had it less time than it is promised? */
  isHurried: boolean;
  /** When it first queried each source. */
  began: Map<string, number>;
  /** Sources of which it stored a complete read, and when. */
  completed: Map<string, number>;
};

/** A commit that the table carried out. */
export type Committed = { at: number; commit: Commit; run: PollRun | undefined };
export type SavedCheckpoint = { at: number; run: PollRun | undefined; checkpoint: Checkpoint | undefined };

/** Everything that was durably done, in order: what the checker judges by. It sees writes where they take effect. */
export class Ledger {
  readonly runs: PollRun[] = [];
  readonly commits = new Map<string, Committed[]>();
  readonly checkpoints = new Map<string, SavedCheckpoint[]>();
  readonly sweeps: Swept[] = [];
  readonly deliveriesPut = new Map<string, number>();
  /** What was gathered into which digest, each time it was. */
  readonly gathered: Membership[] = [];
  /** Those that time alone will bring to an end. */
  readonly open = new Set<string>();
  /** When brakes that too many rows had closed were opened, by rule id. */
  readonly opened = new Map<string, number[]>();
  readonly lines: string[] = [];
  /** Writes that were made without the lease, or in pieces. */
  readonly faults: string[] = [];
  hash = 0;
  readonly marks = new Marks();
  readonly suppressed = new Suppressed();
  readonly #time: VirtualTime;
  readonly #intended = new Map<string, Commit[]>();
  readonly #tokens = new Set<string>();
  /** Rules whose brake is closed, by the key of their source. */
  readonly #closed = new Map<string, Set<string>>();
  readonly #writers = new Map<string, Attribute | undefined>();

  constructor(time: VirtualTime) {
    this.#time = time;
  }

  line(event: string, fields: Record<string, LogField>): void {
    if (event === "poll-waits") this.marks.seen.add("poll waited for its budget");
    if (event === "row-not-taken") this.marks.seen.add("a poison row told apart");
    this.trace(event);
    this.lines.push(`${event} ${JSON.stringify(fields)}`);
  }

  /** Folds into the hash by which two runs are compared. */
  trace(what: string): void {
    this.hash = digest(what, this.hash ^ (this.#time.now() | 0));
  }

  /** The store of snapshots, its commits noted as they are asked for. */
  noting(snapshots: Snapshots): Snapshots {
    return {
      ...snapshots,
      commit: async (lease, commits, brakes) => {
        for (const commit of commits) {
          const name = nameOf(commit.snapshot.row.id, commit.snapshot.revision);
          this.#intended.set(name, [...(this.#intended.get(name) ?? []), commit]);
        }
        const results = await snapshots.commit(lease, commits, brakes);
        if (results.some(({ outcome }) => outcome === "raced")) this.marks.seen.add("raced");
        return results;
      },
    };
  }

  /** A table whose carried-out writes are noted. */
  tap(table: Table, run: PollRun | undefined): Table {
    return {
      ...table,
      write: async (write) => {
        const answer = await table.write(write);
        if (answer) this.#carriedOut([write], run);
        return answer;
      },
      transact: async (writes, token) => {
        const failed = await table.transact(writes, token);
        if (failed === undefined && !this.#tokens.has(token)) {
          this.#tokens.add(token);
          this.#carriedOut(writes, run);
        }
        return failed;
      },
    };
  }

  #carriedOut(writes: readonly Write[], run: PollRun | undefined): void {
    const hasLease = writes.some((write) => "check" in write && write.check.sk === "LEASE");
    const puts = writes.flatMap((write) => ("put" in write ? [write.put] : []));
    for (const write of writes) {
      this.suppressed.written(write, this.#time.now());
      if ("put" in write) this.#put(write.put, run, hasLease, puts);
      if ("update" in write) {
        const { set } = write.change;
        const { pk, sk } = write.update;
        // A digest is made by whoever is the first to put something into it.
        if (sk.startsWith("DELIVERY#") && set?.historyPk !== undefined)
          this.deliveriesPut.set(deliveryKeyOf(write.update), 1);
        if (sk === "OWN") this.marks.seen.add("row written");
        this.marks.state(`${pk} ${sk}`, set?.state, set?.possibleDuplicate !== undefined);
        this.#progress(write.update, set?.state);
      }
      if ("delete" in write && write.delete.sk.startsWith("MANIFEST#"))
        this.marks.seen.add("manifest expanded");
      if ("delete" in write && write.delete.sk === "CHECKPOINT")
        this.#checkpoint(write.delete.pk, undefined, run);
    }
  }

  #put(item: Item, run: PollRun | undefined, hasLease: boolean, together: readonly Item[]): void {
    const [pk, sk] = [String(item.pk), String(item.sk)];
    this.trace(`${pk} ${sk}`);
    this.marks.put(item);
    if (sk.startsWith("DELIVERY#")) {
      const key = deliveryKeyOf(item);
      this.deliveriesPut.set(key, (this.deliveriesPut.get(key) ?? 0) + 1);
      this.#progress({ pk, sk }, item.state);
      return;
    }
    if (sk.startsWith("MEMBER#")) this.gathered.push(membership(item));
    if (sk === "BRAKES") this.#braked(pk, jsonOf<Brakes>(item) ?? {});
    if (sk === "SNAPSHOT") this.#committed(pk.slice("ROW#".length), item, run, together);
    else if (sk === "CHECKPOINT") this.#checkpoint(pk, jsonOf<Checkpoint>(item), run);
    else return;
    if (!hasLease) this.faults.push(`${pk} ${sk} was written without its poll's lease`);
  }

  #progress({ pk, sk }: Key, state: Attribute | undefined): void {
    if (state === undefined || !sk.startsWith("DELIVERY#")) return;
    this.trace(`${pk} ${sk} ${state}`);
    if (state === "pending" || state === "sending") this.open.add(`${pk} ${sk}`);
    else this.open.delete(`${pk} ${sk}`);
  }

  #braked(sourceKey: string, brakes: Brakes): void {
    for (const ruleId of this.#closed.get(sourceKey) ?? [])
      if (!brakes[ruleId]?.closed)
        this.opened.set(ruleId, [...(this.opened.get(ruleId) ?? []), this.#time.now()]);
    const closed = Object.keys(brakes).filter((ruleId) => brakes[ruleId]?.closed);
    this.#closed.set(sourceKey, new Set(closed));
  }

  #committed(rowId: string, item: Item, run: PollRun | undefined, together: readonly Item[]): void {
    const known = this.#intended.get(nameOf(rowId, Number(item.revision))) ?? [];
    const owed = together.filter(({ pk, sk }) => pk === item.pk && String(sk).startsWith("DELIVERY#")).length;
    // Two polls may have meant different things by the same revision.
    const alike = known.filter(({ snapshot }) => snapshot.hash === item.hash);
    const commit =
      alike.findLast(({ deliveries }) => deliveries.length === owed) ?? alike.at(-1) ?? known.at(-1);
    if (!commit) {
      this.faults.push(`a snapshot of ${rowId} at revision ${item.revision} that nobody asked for`);
      return;
    }
    const list = this.commits.get(rowId) ?? [];
    if (list.length === 0) this.commits.set(rowId, list);
    // The same commit, repeated by somebody who never learned that it was done.
    if (
      list.at(-1)?.commit.snapshot.revision === Number(item.revision) &&
      this.#writers.get(rowId) === item.writer
    )
      return;
    this.#writers.set(rowId, item.writer);
    list.push({ at: this.#time.now(), commit, run });
    const { hash, removed } = commit.snapshot;
    if (commit.deliveries.some(({ refusal }) => refusal !== undefined))
      this.marks.seen.add("a poison rule told apart");
    this.marks.committed(
      rowId,
      hash,
      removed,
      commit.deliveries.map(({ op }) => op),
    );
  }

  #swept(sourceId: string, before: Watching, { sweep }: Watching, run: PollRun | undefined): void {
    if (sweep.at || sweep.dueAt === before.sweep.dueAt || !run) return;
    const startedAt = before.sweep.at ? Date.parse(before.sweep.at.startedAt) : run.startedAt;
    this.sweeps.push({ sourceId, startedAt, endedAt: this.#time.now() });
  }

  #checkpoint(pk: string, checkpoint: Checkpoint | undefined, run: PollRun | undefined): void {
    const sourceId = pk.slice("SOURCE#".length);
    const list = this.checkpoints.get(sourceId) ?? [];
    if (list.length === 0) this.checkpoints.set(sourceId, list);
    const before = list.at(-1)?.checkpoint;
    list.push({ at: this.#time.now(), run, checkpoint });
    if (checkpoint?.phase === "watching" && before?.phase === "watching")
      this.#swept(sourceId, before, checkpoint, run);
    if (checkpoint?.phase === "watching" && !checkpoint.cutAt) run?.completed.set(sourceId, this.#time.now());
  }
}

/** A slow full read that came to its end. */
export type Swept = { sourceId: string; startedAt: number; endedAt: number };

function nameOf(rowId: string, revision: number): string {
  return `${rowId}@${revision}`;
}

type Membership = { digest: string; member: string };

function membership({ pk, sk }: Item): Membership {
  const [, ruleId = "", revision, , member = ""] = String(sk).split("#");
  return { digest: deliveryKey(ruleId, String(pk).slice("ROW#".length), Number(revision)), member };
}
