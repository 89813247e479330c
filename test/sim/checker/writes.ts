import { mostGenerations } from "../../../shared/domain/circle.ts";
import type { Delivery } from "../../../shared/domain/delivery.ts";
import type { WorldRow } from "../notion-world.ts";
import type { WorldRule } from "../rule-authors.ts";
import type { Evidence } from "./evidence.ts";

/** The rule of a delivery that writes into its row instead of mailing anybody. */
export function writerOf({ universe }: Evidence, { ruleId }: Delivery): WorldRule | undefined {
  return universe.author.rules.find(({ row, history }) => row.id === ruleId && history[0]?.spec?.sets);
}

/** I6: what is done was written, by Rowbell and after it was owed. */
export function writesAreDone(evidence: Evidence): void {
  const { universe, deliveries, found } = evidence;
  for (const delivery of deliveries.values()) {
    const sets = writerOf(evidence, delivery)?.history[0]?.spec?.sets;
    if (!sets || delivery.state !== "done") continue;
    const row = universe.notion.world.rows.get(delivery.rowId) as WorldRow;
    const wanted = JSON.stringify(sets.value);
    const isWritten = row.states.some(
      ({ editedBy, cells }) => editedBy === universe.notion.bot && JSON.stringify(cells[sets.id]) === wanted,
    );
    if (!isWritten) found.push({ invariant: "what is done was written", what: delivery.key, rowId: row.id });
  }
}

/** I14: an edit by a person, or what comes about by itself, leads to so many writes at most. */
export function circlesEnd(evidence: Evidence): void {
  const { universe, deliveries, found } = evidence;
  const writes = new Map<string, number>();
  for (const delivery of deliveries.values()) {
    if (!writerOf(evidence, delivery) || delivery.dryRun || delivery.state === "held") continue;
    writes.set(delivery.rowId, (writes.get(delivery.rowId) ?? 0) + 1);
  }
  for (const [rowId, count] of writes) {
    const states = universe.notion.world.rows.get(rowId)?.states ?? [];
    const byPeople = states.filter(
      ({ editedBy, why }) => editedBy !== universe.notion.bot || why === "is computed anew",
    );
    const released = releasedOf(evidence, rowId);
    if (count <= mostGenerations * byPeople.length + released) continue;
    const what = `${count} writes into ${rowId}, which people changed ${byPeople.length} times`;
    found.push({ invariant: "circles end", what, rowId });
  }
}

/** A person who releases what was held wants it, and what it leads to. */
function releasedOf({ observed, deliveries }: Evidence, rowId: string): number {
  let count = 0;
  for (const { commit } of observed.get(rowId) ?? [])
    for (const { key, state } of commit.deliveries)
      if (state === "held" && deliveries.get(key)?.state !== "held") count++;
  return count * (mostGenerations + 1);
}
