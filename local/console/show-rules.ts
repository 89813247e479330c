import type { BrakeState } from "../../shared/domain/brake.ts";
import { noteOf } from "../../shared/domain/rule-note.ts";
import type { Rules, Sources } from "../../shared/ports.ts";

export type ShownRule = Awaited<ReturnType<typeof showRules>>[number];

/** The rules as they stand, with the compiled version in force and what waits at their brakes. */
export async function showRules(
  { rules, sources }: { rules: Rules; sources: Sources },
  connectionId: string,
) {
  const [heads, stats, binding] = await Promise.all([
    rules.heads(connectionId),
    rules.stats(connectionId),
    rules.binding(connectionId),
  ]);
  const hasBoxes = binding?.columns.Release !== undefined && binding.columns.Discard !== undefined;
  const brakes: Record<string, BrakeState> = {};
  for (const sourceId of new Set(heads.flatMap((head) => head.sourceId ?? []))) {
    Object.assign(brakes, await sources.brakes(sourceId));
  }
  const shown = heads.map(async (head) => {
    const compiled = head.version === null ? undefined : await rules.load(head.ruleId, head.version);
    const { body: _body, bodyReadAt: _readAt, fingerprint: _fingerprint, ...rest } = head;
    const own = stats.get(head.ruleId);
    const brake = brakes[head.ruleId];
    const note = noteOf(head, own, brake && { ...brake, ...(hasBoxes ? {} : { boxes: "none" }) });
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
