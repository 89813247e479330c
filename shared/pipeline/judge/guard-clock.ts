import type { Evaluator } from "./evaluate.ts";
import type { Reading } from "./reading.ts";

/** Reckons a rule's moments. A rule that this fails for is told so, and stops neither a row nor another rule. */
export function guardClock<T>(
  { services, result }: Pick<Reading, "services" | "result">,
  { inForce: { rule } }: Evaluator,
  reckon: () => T,
): T | undefined {
  try {
    return reckon();
  } catch (error) {
    const reason = error instanceof Error ? error.name : typeof error;
    services.log.error("moment-not-reckoned", { ruleId: rule.id, reason });
    const text =
      "Rowbell stumbled over this rule's moments, so it may not fire at some of them; that is a fault of Rowbell's. Please report it";
    result.refusals.push({ ruleId: rule.id, text });
    return undefined;
  }
}
