import type { Snapshot } from "../../domain/change.ts";
import { circleReason, countFiring } from "../../domain/circle.ts";
import type { Delivery } from "../../domain/delivery.ts";
import { isConsequence, type Origin, type OwnWrite, originOf } from "../../domain/own-write.ts";
import type { Change } from "./change-of.ts";
import type { Reading } from "./reading.ts";

/** Announced writes of the rows that changed, by row id; not asked for where no rule writes. */
export async function ownWritesOf(
  { services, rules }: Reading,
  changes: readonly Change[],
): Promise<Map<string, OwnWrite[]>> {
  if (!rules.isWriting || changes.length === 0) return new Map();
  return services.ownWrites.of(changes.map(({ row }) => row.id));
}

/** How long after an edit Notion may still compute what follows from it. */
const consequenceMs = 10 * 60_000;

/** What is older is not remembered any more. */
const keptMs = 24 * 60 * 60_000;

/** Whose a change is. A formula that Notion computed late belongs to the write before it. */
export function originOfChange(
  { startedAt }: Reading,
  { row, content, event, snapshot }: Change,
  writes: readonly OwnWrite[],
): Origin {
  const shown = { row, changed: event.changed, hashes: content.hashes };
  const editedAt = Date.parse(row.lastEditedTime);
  const isSameEdit = snapshot !== undefined && Date.parse(snapshot.row.lastEditedTime) === editedAt;
  if (snapshot && isSameEdit && isConsequence(shown) && Date.parse(startedAt) - editedAt < consequenceMs)
    return { generation: snapshot.generation ?? 0, answered: snapshot.answered ?? {} };
  return originOf(shown, writes, snapshot?.answered);
}

/** Which deliveries have to wait because their rule goes round in a circle, and why, by key; and what to remember of it. */
export function guardCircles(
  { rules, startedAt, lastStart }: Reading,
  deliveries: readonly Delivery[],
  before: Snapshot["firings"] = {},
): { reasons: Map<string, string>; firings: NonNullable<Snapshot["firings"]> } {
  const reasons = new Map<string, string>();
  const today = Date.parse(startedAt) - keptMs;
  const recent = Object.entries(before).filter(([, times]) => Date.parse(times.at(-1) ?? "") > today);
  const firings = Object.fromEntries(recent);
  const pollMs = Date.parse(startedAt) - Date.parse(lastStart);
  for (const { key, ruleId, generation, dryRun, refusal } of deliveries) {
    const writes = rules.byId.get(ruleId)?.inForce.rule.writes;
    if (!writes || dryRun || refusal !== undefined) continue;
    const counted = countFiring(firings[ruleId] ?? [], startedAt, pollMs);
    firings[ruleId] = counted.firings;
    const reason = circleReason(generation) ?? counted.reason;
    if (reason !== undefined) reasons.set(key, reason);
  }
  return { reasons, firings };
}

/** What a snapshot remembers of circles; nothing where there was none. */
export function circleMemory(
  { generation, answered }: Origin,
  firings: NonNullable<Snapshot["firings"]>,
): Pick<Snapshot, "generation" | "answered" | "firings"> {
  return {
    ...(generation > 0 ? { generation } : {}),
    ...(Object.keys(answered).length > 0 ? { answered } : {}),
    ...(Object.keys(firings).length > 0 ? { firings } : {}),
  };
}
