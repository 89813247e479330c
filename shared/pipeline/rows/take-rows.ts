import { BudgetError, TransientError } from "../../domain/errors.ts";
import { tooLarge } from "../../domain/refusal.ts";
import type { Row } from "../../domain/row.ts";
import type { SnapshotMark } from "../../ports.ts";
import { type Change, changeOf, isSilent, type Seen } from "../judge/change-of.ts";
import type { Reading } from "../judge/reading.ts";
import { commitChanges } from "./commit-changes.ts";
import { completeRow, isShownBefore, isWorthRemembering } from "./complete-row.ts";
import { confirm, leaveToNextPoll, type SecondLook } from "./confirm.ts";
import { removeRow } from "./remove-row.ts";
import { isOurs, stumble } from "./stumble.ts";
import { withRelated } from "./with-related.ts";

/**
 * Takes rows as Notion showed them: what differs from its snapshot is confirmed, judged and committed with the deliveries
 * that it owes. A row that Rowbell stumbles over is told and stops no other.
 * @param from whether an index answered, or each row's own page, which is the second look in itself.
 * @returns false when the budget ended before all were taken; what was taken is not taken again.
 */
export async function takeRows(
  reading: Reading,
  rows: readonly Row[],
  from: "query" | "page" = "query",
): Promise<boolean> {
  reading.result.rowsRead += rows.length;
  const marks = await reading.services.snapshots.marks(rows.map((row) => row.id));
  const news: Seen[] = [];
  const all = await untilBudgetEnds(reading, once(rows), async (row) => {
    const mark = marks.get(row.id);
    if (isStale(row, mark)) return;
    const seen = await see(reading, row, mark);
    if (seen) news.push(seen);
    else reading.looked.add(row.id);
  });
  const snapshots =
    news.length === 0 ? new Map() : await reading.services.snapshots.load(news.map(({ row }) => row.id));
  const looks = secondLooks(reading, news.length, from);
  const changes: Change[] = [];
  const confirmed = await untilBudgetEnds(reading, news, async (seen) => {
    const change = await confirm(reading, changeOf(reading, snapshots.get(seen.row.id), seen), looks);
    reading.looked.add(seen.row.id);
    if (change) changes.push(await named(reading, await leftElsewhere(reading, change)));
  });
  await commitChanges(reading, changes);
  return all && confirmed;
}

/** Many changes at once wait for the next poll all together, so that the brake sees them together. */
function secondLooks({ polling }: Reading, news: number, from: "query" | "page"): SecondLook {
  if (from === "page") return "taken";
  return news <= polling.confirmsLeft ? "page" : "next poll";
}

/** An answer may show a row twice, when others move under its cursor. */
function once(rows: readonly Row[]): Iterable<Row> {
  return new Map(rows.map((row) => [row.id, row])).values();
}

/** What a row says now, or undefined when that is what its snapshot says. */
async function see(reading: Reading, row: Row, mark: SnapshotMark | undefined): Promise<Seen | undefined> {
  if (mark && isShownBefore(reading, row, mark)) return undefined;
  const seen = await completeRow(reading, row);
  const isKnown = mark && !mark.removed && mark.sourceId === row.sourceId && mark.hash === seen.content.hash;
  if (!isKnown || isWorthRemembering(seen)) return seen;
  if (mark.isStub) reading.result.refusals.push(tooLarge(row));
  return undefined;
}

/** Content decides what is new, never the time; but an answer older than what was seen comes from an index that is behind. */
function isStale(row: Row, mark: SnapshotMark | undefined): boolean {
  return mark !== undefined && Date.parse(row.lastEditedTime) < Date.parse(mark.lastEditedTime);
}

/**
 * A row that was last seen in another source has left that one: its rules are told first, and only then it is new here.
 * @returns the change beside the snapshot as it then stands.
 */
async function leftElsewhere(reading: Reading, change: Change): Promise<Change> {
  const { snapshot, row } = change;
  if (!snapshot || snapshot.removed || snapshot.row.sourceId === row.sourceId) return change;
  const other = await reading.polling.readingOf(snapshot.row.sourceId);
  return other ? changeOf(reading, await removeRow(other, snapshot, "moved", row), change) : change;
}

/** A change whose sides both say what the related pages are called now: a new title alone makes no rule start to match. */
async function named(reading: Reading, change: Change): Promise<Change> {
  const { event } = change;
  if (isSilent(event)) return change;
  const since = event.after.lastEditedTime;
  const after = await withRelated(reading, event.after, since);
  const before = event.before && (await withRelated(reading, event.before, since));
  return { ...change, row: after, event: { ...event, before, after } };
}

type Titled = Row | Seen;

/** Runs one step for each row. What goes wrong with one row stays with it. @returns false when the budget ended. */
async function untilBudgetEnds<T extends Titled>(
  reading: Reading,
  rows: Iterable<T>,
  step: (row: T) => Promise<void>,
): Promise<boolean> {
  for (const each of rows) {
    try {
      await step(each);
    } catch (error) {
      if (error instanceof BudgetError) return false;
      const row = rowOf(each);
      if (error instanceof TransientError) leaveToNextPoll(reading, row);
      else if (isOurs(error)) stumble(reading, row, error);
      else throw error;
    }
  }
  return true;
}

function rowOf(each: Titled): Row {
  return "row" in each ? each.row : each;
}
