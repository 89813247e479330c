import type { Delivery } from "../../domain/delivery.ts";
import { FencedError, PermanentError } from "../../domain/errors.ts";
import { lineOf, linePage } from "../../domain/run-line.ts";
import { deliveryOfLine } from "../../domain/runs-database.ts";
import type { Telling } from "./telling.ts";

/** As many as a slow Notion takes in the time there is. */
const mostLines = 40;
/** What Notion refused waits so long, or it would stand before all others. */
const putOffMs = 10 * 60_000;

/**
 * Writes the lines of what happened since, the oldest first, each marked as told after it was written: what a crash cuts off
 * is written again. A new line is looked for before it is made, since the answer to its making may have been lost.
 * @param newest takes the line of each rule's newest delivery. @returns whether Notion refused one.
 */
export async function writeLines(
  telling: Telling,
  newest: Map<string, string>,
): Promise<{ isRefused: boolean }> {
  const { services, lease } = telling;
  const now = services.clock.now().toISOString();
  const deliveries = await services.lines.untold(lease.connectionId, now, mostLines);
  const known = await findLines(telling, deliveries);
  let isRefused = false;
  for (const delivery of deliveries) {
    if (!telling.hasTime()) break;
    try {
      const lineId = await writeLine(telling, delivery, delivery.lineId ?? known.get(delivery.key));
      if (lineId !== undefined) newest.set(delivery.ruleId, lineId);
    } catch (error) {
      if (!(error instanceof PermanentError) || error instanceof FencedError) throw error;
      isRefused = true;
      services.log.error("line-not-written", { key: delivery.key, reason: error.message });
      const until = new Date(services.clock.now().getTime() + putOffMs).toISOString();
      await services.lines.putOff(delivery, until);
    }
  }
  return { isRefused };
}

/** Lines that are there of deliveries that do not know theirs, by key. */
async function findLines(
  { workspace, sourceId, columns }: Telling,
  deliveries: readonly Delivery[],
): Promise<Map<string, string>> {
  const keys = deliveries.flatMap(({ key, lineId }) => (lineId === undefined ? [key] : []));
  if (keys.length === 0) return new Map();
  const rows = await workspace.find(sourceId, { property: columns.Delivery, oneOf: keys });
  // The oldest of each: that is the one that was made first.
  return new Map(rows.reverse().map((row) => [deliveryOfLine(row, columns), row.id]));
}

/** @param lineId its line, if it has one. @returns the id of its line. */
async function writeLine(
  { services, lease, workspace, sourceId, columns, ruleIds }: Telling,
  delivery: Delivery,
  lineId: string | undefined,
): Promise<string | undefined> {
  // What became several deliveries is told of by theirs, unless it waited where people saw it.
  if (delivery.state === "passed on" && lineId === undefined) return services.lines.told(delivery, undefined);
  const cells = lineOf(delivery, columns, ruleIds.has(delivery.ruleId));
  const page = linePage(delivery);
  // Notion knows no leases: two polls at once would make two lines, or the slower one bring back what was.
  await services.leases.check(lease);
  let written = lineId;
  if (written === undefined) written = await workspace.addRow(sourceId, cells, page);
  else {
    await workspace.writeCells(written, cells);
    if (page.length > 0 && (await workspace.body(written)).length === 0)
      await workspace.addToBody(written, page);
  }
  const counts = await services.lines.told(delivery, written);
  if (counts !== written) await workspace.trash(written);
  return counts;
}
