import { displayText } from "../display.ts";
import type { Row } from "../row.ts";
import { cut } from "../words.ts";
import type { Condition, Test } from "./condition.ts";
import { type Past, toPredicate } from "./predicate.ts";

const longestValue = 60;

/**
 * The first comparison for which a condition does not hold, with the value that it saw: `“Amount > 1000” was not met, Amount
 * was 20`. Undefined where the condition holds.
 * @param now as of when, ISO. @param past what the row was before its change.
 */
export function whyFalse(
  condition: Condition | null,
  row: Pick<Row, "properties">,
  now: string,
  timeZone: string,
  past?: Past,
): string | undefined {
  const holds = (part: Condition) => toPredicate(part, timeZone)(row, now, past);
  if (condition === null || holds(condition)) return undefined;
  const culprit = findCulprit(condition, holds);
  return `“${culprit.text}” was ${holds(culprit) ? "met" : "not met"}${saw(culprit, row, past)}`;
}

/** Of alternatives none holds, and the first was meant first; what is excluded holds. */
function findCulprit(condition: Condition, holds: (part: Condition) => boolean): Test {
  switch (condition.kind) {
    case "test":
      return condition;
    case "not":
      return findCulprit(condition.of, (part) => !holds(part));
    default: {
      const parts = condition.of;
      return findCulprit(parts.find((part) => !holds(part)) ?? (parts[0] as Condition), holds);
    }
  }
}

function saw(test: Test, row: Pick<Row, "properties">, past: Past | undefined): string {
  if (test.operator === "changed" || test.operator === "did not change") return "";
  const property = (test.before ? past?.before : row)?.properties[test.property];
  const value = cut(property ? displayText(property) : "", longestValue);
  return `, ${test.column} was ${value || "empty"}${test.before ? " before" : ""}`;
}
