import { digestOf } from "../domain/content.ts";
import { FencedError, NotFoundError, PermanentError, TransientError } from "../domain/errors.ts";
import type { Row, SourceSchema } from "../domain/row.ts";
import type { Read, Rule, RuleHead, RuleProblem, RuleRow } from "../domain/rule.ts";
import { type RuleColumnIds, readRuleRow } from "../domain/rules-database.ts";
import type { Connection, Lease, PollServices, RulesBinding } from "../ports.ts";
import { type CompiledRule, compileRule } from "./compile-rule.ts";
import { type Findings, nextHead, unread } from "./next-head.ts";
import { notionNow } from "./notion-now.ts";
import { readRules } from "./read-rules.ts";

/** The rules as they stand in this poll, and their rows as Notion shows them now. */
export type RuleBook = {
  heads: RuleHead[];
  inForce: RuleInForce[];
  rows: Map<string, Row>;
  columns: RuleColumnIds;
};

/** A version that takes part in this poll. Whether it is a dry run is the rule's State now, whatever it was compiled under. */
export type RuleInForce = { rule: Rule; dryRun: boolean; since?: string };

/** Edit times are floored to the minute: until it is over, a page may be edited again without its time telling. */
const minuteMs = 60_000;
/** How often a rule with problems is looked at again without an edit: its database may have been shared meanwhile. */
const recheckMs = 60_000;

/**
 * Reads the whole Rules database (a request for each hundred rules), compiles what is new and remembers it. The database
 * is small and read completely, so a rule that is removed or trashed is noticed by the very next poll.
 * @throws PermanentError when the Rules database cannot be read: nothing is polled then, and nothing lost.
 */
export async function syncRules(
  services: PollServices,
  connection: Connection,
  lease: Lease,
): Promise<RuleBook> {
  const { binding, rows } = await readRules(services, connection, lease);
  const known = new Map((await services.rules.heads(connection.id)).map((head) => [head.ruleId, head]));
  const sync = new RuleSync(services, connection, lease, binding, known);
  for (const row of rows.values()) await sync.row(row);
  for (const head of known.values()) {
    if (!rows.has(head.ruleId)) await sync.absent(head);
  }
  return {
    heads: sync.heads,
    inForce: await sync.inForce(),
    rows,
    columns: binding.columns as RuleColumnIds,
  };
}

class RuleSync {
  readonly heads: RuleHead[] = [];
  readonly #services: PollServices;
  readonly #connection: Connection;
  readonly #lease: Lease;
  readonly #binding: RulesBinding;
  readonly #known: Map<string, RuleHead>;
  /** Sources looked at in this poll, by what Watch points at: twenty rules on one source ask once. */
  readonly #looked = new Map<string, Promise<SourceSchema>>();
  /** Columns of sources as they were stored before this poll, by source id. */
  readonly #schemas = new Map<string, Promise<SourceSchema | undefined>>();
  readonly #now: string;

  constructor(
    services: PollServices,
    connection: Connection,
    lease: Lease,
    binding: RulesBinding,
    known: Map<string, RuleHead>,
  ) {
    this.#services = services;
    this.#connection = connection;
    this.#lease = lease;
    this.#binding = binding;
    this.#known = known;
    this.#now = notionNow(services, connection);
  }

  /** Looks at one rule. What goes wrong with one is told in its row and stops no other. */
  async row(row: Row): Promise<void> {
    const head = this.#known.get(row.id);
    try {
      this.heads.push(await this.#look(row, head));
    } catch (error) {
      if (error instanceof FencedError) throw error;
      this.#services.log.error("rule-not-read", { ruleId: row.id, reason: String(error) });
      const isForPeople = error instanceof PermanentError || error instanceof TransientError;
      const message = isForPeople
        ? error.message
        : "Rowbell could not store this rule; the next poll tries again";
      const next = unread(row, this.#binding, head, {
        connectionId: this.#connection.id,
        now: this.#now,
        message,
      });
      this.heads.push(next);
      if (head && head.state !== next.state) await this.#save(next, undefined, head);
    }
  }

  /** Compiles a rule's row if anything it depends on may differ from last time. */
  async #look(row: Row, head: RuleHead | undefined): Promise<RuleHead> {
    const cells = readRuleRow(row, this.#binding.columns as RuleColumnIds);
    const body = await this.#body(row, head);
    const rule: RuleRow = { ...cells, body: body.blocks };
    const fingerprint = digestOf(JSON.stringify(rule));
    if (head && head.fingerprint === fingerprint && !(await this.#mayDiffer(head))) {
      if (!body.isRead) return head;
      const { wroteSinceRead: _wrote, ...known } = head;
      const read: RuleHead = { ...known, bodyReadAt: body.readAt };
      await this.#save(read, undefined, head);
      return read;
    }
    const { head: next, version } = await this.#compile(rule, head, {
      fingerprint,
      bodyReadAt: body.readAt,
      switchedOn: switchedOn(row),
    });
    await this.#save(next, version, head);
    return next;
  }

  /** A rule that is not in the database any more is removed once its page confirms it: an index may be late. */
  async absent(head: RuleHead): Promise<void> {
    const row = await this.#connection.workspace.row(head.ruleId);
    if (row && !row.inTrash && row.sourceId === this.#binding.sourceId) {
      this.heads.push(head);
      return;
    }
    await this.#forgetSource(head.sourceId, head.ruleId);
    await this.#services.rules.remove(this.#lease, head.ruleId);
  }

  async inForce(): Promise<RuleInForce[]> {
    const inForce: RuleInForce[] = [];
    for (const { ruleId, version, state, since } of this.heads) {
      const rule = version === null ? undefined : await this.#services.rules.load(ruleId, version);
      if (rule) inForce.push({ rule, dryRun: state !== "Live", ...(since ? { since } : {}) });
    }
    return inForce;
  }

  /** What an unedited rule points at may have changed: its columns, or whether it is shared at all. */
  async #mayDiffer(head: RuleHead): Promise<boolean> {
    if (head.problems.length > 0) return Date.parse(this.#now) - Date.parse(head.checkedAt) >= recheckMs;
    if (head.sourceId === null) return false;
    const schema = this.#schemas.get(head.sourceId) ?? this.#services.sources.schema(head.sourceId);
    this.#schemas.set(head.sourceId, schema);
    return (await schema)?.stale === true;
  }

  /** Notion lists a page's blocks apart from its row, so they are read only when the row says that they may differ. */
  async #body(
    row: Row,
    head: RuleHead | undefined,
  ): Promise<{ blocks: RuleHead["body"]; readAt: string; isRead: boolean }> {
    if (head && !this.#mayHaveNewBody(row, head)) {
      return { blocks: head.body, readAt: head.bodyReadAt, isRead: false };
    }
    return { blocks: await this.#connection.workspace.body(row.id), readAt: this.#now, isRead: true };
  }

  /** Our own write also moves the edit time; one more read after it, and one after its minute, find what it may have covered. */
  #mayHaveNewBody(row: Row, head: RuleHead): boolean {
    const minuteEnds = Date.parse(row.lastEditedTime) + minuteMs;
    if (Date.parse(head.bodyReadAt) >= minuteEnds) return false;
    if (head.wroteSinceRead) return true;
    return row.lastEditedBy !== this.#binding.self || Date.parse(this.#now) >= minuteEnds;
  }

  async #compile(
    rule: RuleRow,
    head: RuleHead | undefined,
    read: Pick<Findings, "fingerprint" | "bodyReadAt" | "switchedOn">,
  ): Promise<{ head: RuleHead; version: Rule | undefined }> {
    const found = await this.#findSource(rule);
    return nextHead(rule, head, {
      ...read,
      connectionId: this.#connection.id,
      checkedAt: this.#now,
      now: this.#services.clock.now().toISOString(),
      // A rule that comes back from the trash must not be given the number of an older version of it: those are kept.
      newestVersion: head?.newestVersion || (await this.#services.rules.newestVersion(rule.id)),
      sourceId: found.source?.id ?? null,
      compiled: found.source ? this.#compileSafely(rule, found.source) : { problems: found.problems },
      othersOn: (sourceId) => this.#countOn(sourceId, rule.id),
    });
  }

  /** A mistake of ours must stop neither the poll nor the other rules. */
  #compileSafely(rule: RuleRow, source: SourceSchema): Read<CompiledRule> {
    try {
      return compileRule(rule, source);
    } catch (error) {
      this.#services.log.error("rule-not-compiled", { ruleId: rule.id, reason: String(error) });
      const message =
        "Rowbell stumbled over this rule; that is a fault of Rowbell's. Please report it with the rule's text";
      return { problems: [{ column: "Rule", message }] };
    }
  }

  async #findSource(rule: RuleRow): Promise<{ source?: SourceSchema; problems: RuleProblem[] }> {
    const problem = (message: string) => ({ problems: [{ column: "Watch", message }] });
    if (!rule.watch) {
      const written = rule.watchText === "" ? "it is empty" : `it says "${rule.watchText}"`;
      return problem(`Mention the database here with @, or paste its link; ${written}.`);
    }
    try {
      const source = await this.#sourceOf(rule.watch);
      if (source.id === this.#binding.sourceId)
        return problem("Rowbell can't watch its own Rules database. Mention another one.");
      return { source, problems: [] };
    } catch (error) {
      if (error instanceof NotFoundError) {
        return problem(
          `I can't open "${rule.watchText}". In Notion open that database, then ••• → Connections → add Rowbell. I look again every minute.`,
        );
      }
      if (error instanceof PermanentError)
        return problem(`I can't watch "${rule.watchText}": ${error.message}.`);
      throw error;
    }
  }

  #sourceOf(reference: string): Promise<SourceSchema> {
    const looked = this.#looked.get(reference) ?? this.#readSchema(reference);
    this.#looked.set(reference, looked);
    return looked;
  }

  async #readSchema(reference: string): Promise<SourceSchema> {
    const schema = await this.#connection.workspace.source(reference);
    await this.#services.sources.saveSchema(this.#lease, schema);
    return schema;
  }

  #countOn(sourceId: string, except: string): number {
    return this.#others(except).filter((head) => head.sourceId === sourceId && head.version !== null).length;
  }

  /** Every other rule, as it stands now or, where this poll has not come to it yet, as it stood. */
  #others(ruleId: string): RuleHead[] {
    const heads = new Map([...this.#known.values(), ...this.heads].map((head) => [head.ruleId, head]));
    heads.delete(ruleId);
    return [...heads.values()];
  }

  async #save(next: RuleHead, version: Rule | undefined, before: RuleHead | undefined): Promise<void> {
    if (before && before.sourceId !== next.sourceId) await this.#forgetSource(before.sourceId, before.ruleId);
    await this.#services.rules.save(this.#lease, next, version);
  }

  /** A source that no rule names any more begins anew, with a baseline, when one names it again: old changes fire nothing. */
  async #forgetSource(sourceId: string | null, ruleId: string): Promise<void> {
    if (sourceId === null) return;
    if (!this.#others(ruleId).some((head) => head.sourceId === sourceId))
      await this.#services.sources.removeCheckpoint(this.#lease, sourceId);
  }
}

/** An author may go on editing a rule for a while after switching it on, and only the newest edit is told. */
const longestEditingMs = 5 * 60_000;

/** Not before it was made, and not long before it was last edited. ISO time, of Notion's clock. */
function switchedOn(row: Row): string {
  const edited = Date.parse(row.lastEditedTime) - longestEditingMs;
  return new Date(Math.max(Date.parse(row.createdTime), edited)).toISOString();
}
