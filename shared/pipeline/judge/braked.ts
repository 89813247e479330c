import { hold, passBrake } from "../../domain/brake.ts";
import type { Delivery } from "../../domain/delivery.ts";
import type { Evaluator } from "./evaluate.ts";
import type { Reading } from "./reading.ts";

/**
 * A rule that suddenly fires for many rows is held; what it owes is kept. A dry run harms nobody.
 * @param because why these have to wait in any case.
 */
export function braked(reading: Reading, deliveries: readonly Delivery[], because?: string): Delivery[] {
  return deliveries.map((delivery) => {
    const rule = reading.rules.byId.get(delivery.ruleId);
    if (!rule || delivery.dryRun || delivery.refusal !== undefined) return delivery;
    const isHeld = isHeldBack(reading, rule, delivery, because);
    if (!isHeld) return delivery;
    const { dueAt: _waits, ...held } = delivery;
    return { ...held, state: "held" };
  });
}

function isHeldBack(
  reading: Reading,
  rule: Evaluator,
  delivery: Delivery,
  because: string | undefined,
): boolean {
  const { brakes, fired, startedAt } = reading;
  const { id, options } = rule.inForce.rule;
  const inPoll = (fired.get(id) ?? 0) + 1;
  fired.set(id, inPoll);
  const firing = { at: startedAt, rowTitle: delivery.rowTitle, inPoll };
  if (because !== undefined) {
    brakes[id] = hold(brakes[id], firing, because);
    return true;
  }
  const passed = passBrake(brakes[id], firing, options.limits);
  brakes[id] = passed.state;
  return passed.isHeld;
}
