import { manualClock } from "../../local/clock.ts";
import type { Snapshot } from "../../shared/domain/change.ts";
import { beginWatching, type Watching } from "../../shared/domain/checkpoint.ts";
import { type Row, rowTitle, type SourceSchema, type Value } from "../../shared/domain/row.ts";
import type { Rule } from "../../shared/domain/rule.ts";
import type { Timer } from "../../shared/domain/timer.ts";
import { openReading } from "../../shared/pipeline/capture.ts";
import type { Polling, Reading } from "../../shared/pipeline/judge/reading.ts";
import type { RuleInForce } from "../../shared/pipeline/rules/rule-book.ts";
import type { Connection, PollServices, Purpose, Workspace } from "../../shared/ports.ts";
import { snapshotItem } from "../../shared/stores/snapshot-item.ts";
import { storesIn } from "../../shared/stores/stores.ts";
import { memoryTable } from "../sim/memory-table.ts";
import { isInPart } from "../sim/title-question.ts";
import { aRule, aSnapshot, aSource, now, watermark } from "./builders.ts";

/** What a test says of a reading; the rest is as in the middle of a quiet day. */
type Given = Partial<Omit<Reading, "rules" | "polling">> &
  Partial<Pick<Polling, "confirmsLeft" | "doubtsLeft" | "readingOf">> & {
    rules?: readonly (Rule | RuleInForce)[];
  };

/** Our clock is a little ahead of Notion's, so that the two are told apart. */
const ownTime = new Date(Date.parse(now) + 25_000);

/** One source in memory, edited by hand, and the production stores and pipeline over it: no process, no network. */
export async function openSourceDesk(schema: SourceSchema = aSource()) {
  const clock = manualClock(ownTime);
  const table = memoryTable(clock);
  let ids = 0;
  const stores = storesIn(table, { clock, newId: () => `id-${++ids}` });
  const pages = new Map<string, Row>();
  const behind = new Map<string, Row>();
  const values = new Map<string, Value>();
  const asked: string[] = [];
  const failures: (Error | undefined)[] = [];
  const timersSet: Timer[] = [];
  const timersRemoved: Timer[] = [];
  const meanwhile: (() => void)[] = [];
  const lines: { event: string; fields: object }[] = [];
  const desk = { pageSize: 100, cap: Number.POSITIVE_INFINITY, unreadable: 0 };

  function request(what: string): void {
    asked.push(what);
    const failure = failures.shift();
    if (failure) throw failure;
  }

  const within = (purpose: Purpose): Workspace => ({
    async rows(sourceId, { by, from = "", minute, part = [] }, cursor = "0") {
      request(`${purpose} rows from ${from.slice(11, 16)} at ${cursor}`);
      const timeOf = (row: Row) => (by === "edited" ? row.lastEditedTime : row.createdTime);
      const found = [...pages.values()]
        .map((row) => behind.get(row.id) ?? row)
        .filter((row) => row.sourceId === sourceId && !row.inTrash && timeOf(row) >= from)
        .filter((row) => (!minute || timeOf(row) === from) && isInPart(rowTitle(row), part))
        .sort((a, b) => timeOf(a).localeCompare(timeOf(b)) || a.id.localeCompare(b.id));
      const shown = found.slice(0, desk.cap);
      const end = Number(cursor) + desk.pageSize;
      const rows = shown.slice(Number(cursor), end);
      meanwhile.shift()?.();
      const next = end < shown.length ? String(end) : undefined;
      const incomplete = next === undefined && shown.length < found.length;
      return { rows, next, incomplete, unreadable: desk.unreadable };
    },
    async row(id) {
      request(`${purpose} row ${id}`);
      return pages.get(id);
    },
    async value(rowId, propertyId) {
      request(`${purpose} value ${rowId} ${propertyId}`);
      return values.get(propertyId) ?? { type: "relation", value: [] };
    },
    async source(reference) {
      request(`${purpose} source ${reference}`);
      return structuredClone(schema);
    },
    body: async () => [],
    blockFile: async () => undefined,
    cellFiles: async () => [],
    writeCells: async () => {},
    find: async () => [],
    addRow: async () => "",
    addToBody: async () => {},
    trash: async () => {},
    author: async () => undefined,
    self: async () => "user-rowbell",
    now: () => clock.now(),
    requests: () => asked.length,
  });
  const connection: Connection = {
    id: "main",
    rulesReference: "rules",
    workspace: within("incremental"),
    within,
  };
  const services: PollServices = {
    clock,
    log: {
      info: (event, fields) => void lines.push({ event, fields }),
      error: (event, fields) => void lines.push({ event, fields }),
    },
    connect: async () => connection,
    queue: { send: async () => {} },
    ...stores,
    timers: {
      due: stores.timers.due,
      set(lease, timers) {
        timersSet.push(...timers);
        return stores.timers.set(lease, timers);
      },
      remove(lease, timers) {
        timersRemoved.push(...timers);
        return stores.timers.remove(lease, timers);
      },
    },
  };
  await stores.sources.saveSchema(await stores.leases.take(connection.id), schema);

  return Object.assign(desk, {
    /** The rows as they are. */
    pages,
    /** Rows that a query shows as they were: an index that is behind. */
    behind,
    /** Whole values, by property id, of cells that a row shows the beginning of. */
    values,
    /** Every request: what for, and what. */
    asked,
    /** Thrown by the next requests, one after the other; undefined lets one pass. */
    failures,
    /** Timers that were set and removed by themselves, as they were handed to the store. */
    timersSet,
    timersRemoved,
    /** Each is done after one more page of a query was answered. */
    meanwhile,
    lines,
    services,
    stores,
    table,
    clock,
    /** Puts rows as they are now. */
    put(...rows: Row[]): void {
      for (const row of rows) pages.set(row.id, row);
    },
    /** A row as the polls before this one left it. */
    async remember(row: Row, overrides: Partial<Snapshot> = {}): Promise<Snapshot> {
      const snapshot = aSnapshot(row, overrides);
      await table.write({ put: snapshotItem(snapshot) });
      return snapshot;
    },
    /** Opens the reading of a poll that has just taken the lease. */
    async reading(given: Given = {}): Promise<Reading> {
      const { rules = [aRule()], confirmsLeft = 25, doubtsLeft = 25, ...others } = given;
      const { readingOf = async () => undefined, ...rest } = others;
      const polling: Polling = {
        services,
        connection,
        lease: await stores.leases.take(connection.id),
        startedAt: rest.startedAt ?? now,
        hasTime: rest.hasTime ?? (() => true),
        confirmsLeft,
        doubtsLeft,
        related: new Map(),
        readingOf,
      };
      const inForce = rules.map((rule) => ("rule" in rule ? rule : { rule, dryRun: false }));
      const opened = await openReading(polling, schema.id, inForce);
      return Object.assign(opened, { lastStart: watermark }, rest);
    },
    /** A row as it is remembered. */
    remembered: async (rowId: string) => (await stores.snapshots.load([rowId])).get(rowId),
    /** Every delivery, newest first. */
    deliveries: () => stores.outbox.history("main", 1000),
  });
}

/** The checkpoint of a source past its first sweep, whose last poll began at `lastStart`. */
export function aWatching(overrides: Partial<Watching> = {}): Watching {
  const sweep = { dueAt: "2026-11-23T00:00:00.000Z", rows: 3 };
  return { ...beginWatching(watermark, sweep), ...overrides };
}

/** Time for so many steps. */
export function timeFor(steps: number): () => boolean {
  let left = steps;
  return () => left-- > 0;
}
