import type { Snapshot } from "../../domain/change.ts";
import type { Row } from "../../domain/row.ts";
import type { Timer } from "../../domain/timer.ts";
import { clockRule, type Evaluator } from "./evaluate.ts";
import { guardClock } from "./guard-clock.ts";
import type { Reading } from "./reading.ts";

/** What is older is not made up for: see strike-timers.ts. */
const longestLookBackMs = 24 * 60 * 60_000;

/**
 * The moments that a row's new content brings for rules that follow the clock. Where a change is judged too, those later
 * than it was judged at. Where not, a moment between the edit and now counts: it was still to come when the edit was made.
 */
export function nextTimers(
  reading: Reading,
  row: Row,
  snapshot: Snapshot | undefined,
  judgedAt: string,
): Timer[] {
  const edited = Math.max(Date.parse(row.lastEditedTime), Date.parse(reading.startedAt) - longestLookBackMs);
  const beforeEdit = new Date(edited - 1).toISOString();
  return reading.rules.clocks.flatMap((evaluator) => {
    const clock = evaluator.clock();
    const after = clock?.per === "row" && clock.isAlone ? beforeEdit : judgedAt;
    const timer = timerAfter(reading, evaluator, row, after);
    if (!timer) return [];
    if (snapshot?.reached?.[timer.ruleId] === timer.at) return [];
    const known = snapshot?.isStub ? undefined : snapshot?.row;
    const isSet = known !== undefined && timerAfter(reading, evaluator, known, after)?.at === timer.at;
    return isSet ? [] : [timer];
  });
}

/** The first moment of a row later than `after`, if the rule follows the clock row by row. */
export function timerAfter(
  reading: Reading,
  evaluator: Evaluator,
  row: Row,
  after: string,
): Timer | undefined {
  const { rule } = evaluator.inForce;
  const clock = evaluator.clock();
  if (clock?.per !== "row") return undefined;
  const at = guardClock(reading, evaluator, () =>
    clock.next(row, rule.trigger.config, clockRule(evaluator), after),
  );
  return at === undefined ? undefined : { sourceId: reading.schema.id, at, ruleId: rule.id, rowId: row.id };
}
