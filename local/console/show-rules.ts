import type { BrakeState } from "../../shared/domain/brake.ts";
import { noteOf } from "../../shared/domain/rule-note.ts";
import type { Tally } from "../../shared/domain/tally.ts";
import { toldOf } from "../../shared/domain/told.ts";
import type { Rules, Sources } from "../../shared/ports.ts";

export type ShownRule = Awaited<ReturnType<typeof showRules>>[number];

/** The rules as they stand, with the compiled version in force and what waits at their brakes. */
export async function showRules(
  { rules, sources }: { rules: Rules; sources: Sources },
  connectionId: string,
  now: string,
) {
  const [all, stats, binding] = await Promise.all([
    rules.heads(connectionId),
    rules.stats(connectionId),
    rules.binding(connectionId),
  ]);
  // A row that says how mails look is none of the rules.
  const heads = all.filter(({ style }) => style === undefined);
  const hasBoxes = binding?.columns.Release !== undefined && binding.columns.Discard !== undefined;
  const brakes: Record<string, BrakeState> = {};
  const tallies = new Map<string, Tally | undefined>();
  for (const sourceId of new Set(heads.flatMap((head) => head.sourceId ?? []))) {
    const state = await sources.state(sourceId);
    Object.assign(brakes, state.brakes);
    tallies.set(sourceId, state.tally);
  }
  const shown = heads.map(async (head) => {
    const compiled = head.version === null ? undefined : await rules.load(head.ruleId, head.version);
    const { body: _body, bodyReadAt: _readAt, fingerprint: _fingerprint, ...rest } = head;
    const own = stats.get(head.ruleId);
    const brake = brakes[head.ruleId];
    const told = toldOf(head, compiled, own, tallies.get(head.sourceId ?? ""), now);
    const note = noteOf(head, own, brake && { ...brake, ...(hasBoxes ? {} : { boxes: "none" }) }, told);
    return {
      id: head.ruleId,
      ...rest,
      ...note,
      brake: shownBrake(brake),
      stats: own ?? null,
      compiled: compiled ?? null,
    };
  });
  return Promise.all(shown);
}

/** @returns null where nothing waits. */
function shownBrake(brake: BrakeState | undefined) {
  if (!brake || (brake.held === 0 && !brake.closed)) return null;
  const { held, sample, closed, heldBecause = "" } = brake;
  return { held, because: closed?.because ?? heldBecause, sample };
}
