import { mostGenerations } from "../../../shared/domain/circle.ts";
import type { Delivery } from "../../../shared/domain/delivery.ts";
import type { Value } from "../../../shared/domain/row.ts";
import { text } from "../columns.ts";
import type { State, WorldRow } from "../notion-world.ts";
import type { WorldRule } from "../rule-authors.ts";
import type { RuleSpec } from "../rule-spec.ts";
import type { Evidence } from "./evidence.ts";

type Sets = NonNullable<RuleSpec["sets"]>;

/** The rule of a delivery that writes into its row instead of mailing anybody. A test of it mails its author. */
export function writerOf({ universe }: Evidence, { ruleId, op }: Delivery): WorldRule | undefined {
  if (op === "test") return undefined;
  return universe.author.rules.find(({ row, history }) => row.id === ruleId && history[0]?.spec?.sets);
}

/**
 * I6: what is done was written after it was owed: by Rowbell or, once it had announced that and its try had failed, by
 * somebody who did the very same. The row is compared before it is written again, and then says what it should.
 */
export function writesAreDone(evidence: Evidence): void {
  const { universe, deliveries, found } = evidence;
  for (const delivery of deliveries.values()) {
    const sets = writerOf(evidence, delivery)?.history[0]?.spec?.sets;
    if (!sets || delivery.state !== "done") continue;
    const row = universe.notion.world.rows.get(delivery.rowId) as WorldRow;
    const isWritten = row.states.some(
      (state) =>
        state.at >= owedAt(evidence, delivery) &&
        (state.editedBy === universe.notion.bot || delivery.attempts > 1) &&
        JSON.stringify(state.cells[sets.id]) === JSON.stringify(wanted(evidence, sets, state)),
    );
    if (!isWritten) found.push({ invariant: "what is done was written", what: delivery.key, rowId: row.id });
  }
}

function owedAt({ observed }: Evidence, { key, rowId }: Delivery): number {
  const owing = observed.get(rowId)?.find(({ commit }) => commit.deliveries.some((owed) => owed.key === key));
  return owing?.at ?? 0;
}

/** What a rule sets, in the type that its column was of just then: a number in a column of text is its digits. */
function wanted({ universe }: Evidence, { id, value }: Sets, { sourceId, at }: State): Value {
  const schemas = universe.notion.world.sources.get(sourceId)?.schemas ?? [];
  const columns = schemas.findLast((schema) => schema.at <= at)?.columns;
  const isText = columns?.some((column) => column.id === id && column.type === "rich_text");
  return isText && value.type === "number" ? text(String(value.value)) : value;
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
