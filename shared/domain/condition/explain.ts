import { displayText } from "../display.ts";
import type { Row } from "../row.ts";
import { spanText } from "../time/span-text.ts";
import { type Condition, relativesOf, type Test } from "./condition.ts";
import { type Past, toPredicate } from "./predicate.ts";

/**
 * One comparison that was looked at: as written, the cell's value then, and whether it held. `means` says of a time as
 * seen from now which one it was: `22 November 2026 → 29 November 2026`.
 */
export type Finding = { text: string; column: string; value: string; holds: boolean; means?: string };

/**
 * Every comparison of a condition against a row as of an instant (ISO), in the order they are written.
 * @param past what the row was before its change, for what looks back.
 */
export function explainCondition(
  condition: Condition | null,
  row: Pick<Row, "properties">,
  now: string,
  timeZone = "UTC",
  past?: Past,
): Finding[] {
  return tests(condition).map((test) => {
    const property = (test.before ? past?.before : row)?.properties[test.property];
    const means = relativesOf(test).map((relative) => spanText(relative, timeZone, now));
    return {
      text: test.text,
      column: test.column,
      value: property ? displayText(property) : "",
      holds: toPredicate(test, timeZone)(row, now, past),
      ...(means.length > 0 && { means: means.join(" and ") }),
    };
  });
}

function tests(condition: Condition | null): Test[] {
  if (condition === null) return [];
  if (condition.kind === "test") return [condition];
  return condition.kind === "not" ? tests(condition.of) : condition.of.flatMap(tests);
}
