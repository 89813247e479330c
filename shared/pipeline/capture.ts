import type { ChangeEvent, Snapshot } from "../domain/change.ts";
import { advance, type Checkpoint, windowStart } from "../domain/checkpoint.ts";
import { type ContentHashes, digestOf, hashRow } from "../domain/content.ts";
import { diffRow } from "../domain/diff.ts";
import { PermanentError } from "../domain/errors.ts";
import type { Row, SourceSchema } from "../domain/row.ts";
import type { Connection, Lease, PollServices, RowPage, SnapshotMark } from "../ports.ts";
import { evaluate, prepareRule } from "./evaluate.ts";
import { notionNow } from "./notion-now.ts";
import { readWindow, type WindowReader } from "./read-window.ts";
import type { RuleInForce } from "./sync-rules.ts";

/** What one poll read of one source. `complete` is false when time ran out: the checkpoint then keeps the place. */
export type CaptureResult = {
  rowsRead: number;
  changes: number;
  deliveries: string[];
  complete: boolean;
  /** What could not be remembered of single rows, as sentences; the other rows went on. */
  refusals: string[];
};

/** What stays the same while one source is read in one poll. */
type Reading = {
  services: PollServices;
  connection: Connection;
  lease: Lease;
  schema: SourceSchema;
  volatile: ReadonlySet<string>;
  evaluators: ReturnType<typeof prepareRule>[];
  /** When this poll began, of Notion's clock. */
  startedAt: string;
  reader: Omit<WindowReader, "onPage">;
  result: CaptureResult;
};

/** The dispatcher runs elsewhere; where its clock is a little behind ours, what is owed now must be due all the same. */
const clockToleranceMs = 10_000;

/** A window is read again while passes still find something; a source edited faster than that waits for the next poll. */
const mostPasses = 5;

/**
 * Reads the rows of a source that were edited since the last polls, commits every change with the deliveries it owes, and
 * only then moves the checkpoint. A source read for the first time gets a baseline, which fires nothing.
 */
export async function captureSource(
  services: PollServices,
  connection: Connection,
  lease: Lease,
  sourceId: string,
  rules: readonly RuleInForce[],
  hasTime: () => boolean,
): Promise<CaptureResult> {
  const schema = (await services.sources.schema(sourceId)) ?? (await connection.workspace.source(sourceId));
  const startedAt = notionNow(services, connection);
  const reading: Reading = {
    services,
    connection,
    lease,
    schema,
    startedAt,
    reader: { workspace: connection.workspace, schema, hasTime },
    volatile: new Set(schema.columns.filter((column) => column.volatile).map((column) => column.id)),
    evaluators: rules.map(prepareRule),
    result: { rowsRead: 0, changes: 0, deliveries: [], complete: false, refusals: [] },
  };
  const checkpoint = (await services.sources.checkpoint(sourceId)) ?? { phase: "baseline", startedAt };
  const next =
    checkpoint.phase === "baseline" ? await baseline(reading, checkpoint) : await watch(reading, checkpoint);
  await services.sources.saveCheckpoint(lease, sourceId, next);
  return reading.result;
}

/**
 * Reads every row by creation time, and goes on where a cut read stopped. Read once more while passes find rows: one that
 * is trashed between two pages makes others slip over the cut, and they would count as added later.
 */
async function baseline(
  reading: Reading,
  checkpoint: Checkpoint & { phase: "baseline" },
): Promise<Checkpoint> {
  const { startedAt, cutAt } = checkpoint;
  for (let pass = 1; pass <= mostPasses; pass++) {
    let found = 0;
    const onPage = async (page: RowPage) => {
      await noticeSchema(reading, page.rows);
      found += await commitBaseline(reading, page.rows);
    };
    const read = await readWindow({ ...reading.reader, onPage }, "created", pass === 1 ? (cutAt ?? {}) : {});
    if (read.cutAt && pass === 1) return { phase: "baseline", startedAt, cutAt: read.cutAt };
    if (read.cutAt || found === 0 || (read.pages <= 1 && !cutAt)) break;
  }
  reading.result.complete = true;
  return advance(checkpoint, startedAt);
}

/**
 * Reads the rows edited since the watermark less the overlap. Cursors are positions: a row edited between two pages moves
 * and others are skipped. So a window of several pages is read again until a pass finds nothing new, as long as there is
 * time; whatever is left to find is in the next poll's window, since the watermark stays behind it.
 */
async function watch(reading: Reading, checkpoint: Checkpoint & { phase: "watching" }): Promise<Checkpoint> {
  const { cutAt, ...rest } = checkpoint;
  const startedAt = cutAt?.startedAt ?? reading.startedAt;
  const window = { from: windowStart(checkpoint.watermark) };
  for (let pass = 1; pass <= mostPasses; pass++) {
    const changesBefore = reading.result.changes;
    const onPage = (page: RowPage) => commitChanges(reading, page.rows);
    const read = await readWindow(
      { ...reading.reader, onPage },
      "edited",
      pass === 1 ? (cutAt ?? window) : window,
    );
    if (read.cutAt && pass === 1) return { ...rest, cutAt: { ...read.cutAt, startedAt } };
    if (read.cutAt || cutAt || read.pages <= 1 || reading.result.changes === changesBefore) break;
  }
  reading.result.complete = true;
  return advance(checkpoint, startedAt);
}

async function commitBaseline(
  { services, lease, schema, volatile, result }: Reading,
  rows: readonly Row[],
): Promise<number> {
  result.rowsRead += rows.length;
  const marks = await services.snapshots.marks(
    schema.id,
    rows.map((row) => row.id),
  );
  const snapshots: Snapshot[] = [];
  for (const row of rows) {
    const content = hashRow(row, volatile);
    const mark = marks.get(row.id);
    if (mark?.hash === content.hash) continue;
    snapshots.push({ row, revision: (mark?.revision ?? 0) + 1, ...content });
  }
  result.refusals.push(...(await services.snapshots.commitBaseline(lease, snapshots)));
  return snapshots.length;
}

async function commitChanges(reading: Reading, rows: readonly Row[]): Promise<void> {
  reading.result.rowsRead += rows.length;
  await noticeSchema(reading, rows);
  const marks = await reading.services.snapshots.marks(
    reading.schema.id,
    rows.map((row) => row.id),
  );
  for (const row of rows) {
    const content = hashRow(row, reading.volatile);
    if (isNews(marks.get(row.id), row, content)) await commitOrRefuse(reading, row, content);
  }
}

/** Content decides, never the time. An answer older than what we have seen is a stale read of the index. */
function isNews(mark: SnapshotMark | undefined, row: Row, content: ContentHashes): boolean {
  if (!mark) return true;
  return mark.hash !== content.hash && Date.parse(row.lastEditedTime) >= Date.parse(mark.lastEditedTime);
}

/** A row that can't be remembered must not hold up the others: it is told in its rules' rows instead. */
async function commitOrRefuse(reading: Reading, row: Row, content: ContentHashes): Promise<void> {
  try {
    await commitChange(reading, row, content);
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    reading.result.refusals.push(error.message);
  }
}

/** The first state that fits again of a row that held too much: nothing is known of before, so it fires nothing. */
function unfollowed(snapshot: Snapshot, row: Row): ChangeEvent {
  return { op: "update", before: snapshot.row, after: row, changed: [], revision: snapshot.revision + 1 };
}

async function commitChange(reading: Reading, row: Row, content: ContentHashes): Promise<void> {
  const { services, lease, schema, startedAt, result } = reading;
  const snapshot = await services.snapshots.load(schema.id, row.id);
  const change = snapshot?.isStub ? unfollowed(snapshot, row) : diffRow(snapshot, row, content);
  const dueAt = new Date(services.clock.now().getTime() - clockToleranceMs).toISOString();
  const deliveries = evaluate(reading.evaluators, change, { seenAt: startedAt, dueAt });
  const committed = await services.snapshots.commit(
    lease,
    nextSnapshot(snapshot, change, content, startedAt),
    deliveries,
  );
  if (!committed || change.changed.length === 0) return;
  result.changes++;
  result.deliveries.push(...deliveries.map(({ key }) => key));
  services.log.info("change", {
    sourceId: schema.id,
    rowId: row.id,
    revision: change.revision,
    op: change.op,
    changed: change.changed,
    deliveries: deliveries.map(({ key }) => key),
  });
}

function nextSnapshot(
  previous: Snapshot | undefined,
  change: ChangeEvent,
  content: ContentHashes,
  seenAt: string,
): Snapshot {
  const snapshot: Snapshot = { row: change.after, revision: change.revision, ...content };
  if (change.changed.length === 0) {
    return previous?.lastChange ? { ...snapshot, lastChange: previous.lastChange } : snapshot;
  }
  const before: Row["properties"] = {};
  for (const id of change.changed) {
    const property = change.before?.properties[id];
    if (property) before[id] = property;
  }
  return { ...snapshot, lastChange: { op: change.op, changed: change.changed, before, seenAt } };
}

/** Rows show every column's id, name and type. When they are not as they last were, rules are bound anew by the next poll. */
async function noticeSchema({ services, lease, schema }: Reading, rows: readonly Row[]): Promise<void> {
  const row = rows.at(-1);
  if (!row) return;
  const columns = Object.values(row.properties).map(({ id, name, type }) => `${id}:${name}:${type}`);
  const rowColumns = digestOf(columns.sort().join("\n"));
  if (rowColumns === schema.rowColumns) return;
  if (schema.rowColumns !== undefined) schema.stale = true;
  schema.rowColumns = rowColumns;
  await services.sources.saveSchema(lease, schema);
}
