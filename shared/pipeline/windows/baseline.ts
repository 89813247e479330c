import { beginWatching, type Checkpoint, type Place } from "../../domain/checkpoint.ts";
import { hashRow } from "../../domain/content.ts";
import type { Row } from "../../domain/row.ts";
import type { Timer } from "../../domain/timer.ts";
import type { Commit, RowPage, SnapshotMark } from "../../ports.ts";
import { timerAfter } from "../judge/next-timers.ts";
import type { Reading } from "../judge/reading.ts";
import { noticeSchema } from "./notice-schema.ts";
import { readWindow } from "./read-window.ts";
import { firstSweep } from "./sweep.ts";
import { tellUnreadable, unseenBy } from "./tell-unread.ts";

/** Reads every row by creation time, which fires nothing, and goes on where a cut read stopped. */
export async function baseline(
  reading: Reading,
  checkpoint: Checkpoint & { phase: "baseline" },
): Promise<Checkpoint> {
  const { startedAt, cutAt } = checkpoint;
  let rows = checkpoint.rows ?? 0;
  const read = await readBaseline(reading, cutAt ?? {}, (count) => {
    rows += count;
  });
  if (read.cutAt) return { phase: "baseline", startedAt, cutAt: read.cutAt, rows };
  reading.result.complete = true;
  return beginWatching(startedAt, firstSweep(startedAt, rows));
}

function readBaseline(
  reading: Reading,
  from: Place,
  count: (rows: number) => void,
): Promise<{ pages: number; cutAt?: Place }> {
  const { connection, schema, hasTime } = reading;
  const onPage = async (page: RowPage) => {
    if (await noticeSchema(reading, page.rows)) return false;
    tellUnreadable(reading, page);
    await commitBaseline(reading, page.rows);
    count(page.rows.length);
    return true;
  };
  const workspace = connection.within("baseline");
  return readWindow({ workspace, schema, hasTime, onPage, onUnseen: unseenBy(reading) }, "created", from);
}

/** As it was seen, or older than that: a late answer, also from a source that the row has left since. */
function isKnown({ hash, sourceId, lastEditedTime }: SnapshotMark, row: Row, now: string): boolean {
  const isSame = hash === now && sourceId === row.sourceId;
  return isSame || Date.parse(row.lastEditedTime) < Date.parse(lastEditedTime);
}

/** With the row itself: the walk that sets the timers of a rule goes by an index, which may not name this row yet. */
function momentsToCome(reading: Reading, row: Row): Timer[] {
  return reading.rules.clocks.flatMap(
    (evaluator) => timerAfter(reading, evaluator, row, reading.startedAt) ?? [],
  );
}

async function commitBaseline(reading: Reading, rows: readonly Row[]): Promise<void> {
  const { services, lease, volatile, result } = reading;
  result.rowsRead += rows.length;
  const marks = await services.snapshots.marks(rows.map((row) => row.id));
  const commits: Commit[] = [];
  for (const row of new Map(rows.map((each) => [each.id, each])).values()) {
    const content = hashRow(row, volatile);
    const mark = marks.get(row.id);
    if (mark && !mark.removed && isKnown(mark, row, content.hash)) continue;
    const { hash, hashes } = content;
    const snapshot = { row, revision: (mark?.revision ?? 0) + 1, hash, hashes };
    commits.push({ snapshot, deliveries: [], timers: { set: momentsToCome(reading, row), remove: [] } });
  }
  const results = await services.snapshots.commit(lease, commits);
  for (const [at, became] of results.entries()) {
    const rowId = commits[at]?.snapshot.row.id;
    if (became.outcome === "refused")
      result.refusals.push({ text: became.problem, ...(rowId ? { rowId } : {}) });
  }
}
