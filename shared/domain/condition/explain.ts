import { displayText } from "../display.ts";
import type { Row } from "../row.ts";
import { spanText } from "../time/span-text.ts";
import { type Condition, relativeOf, type Test } from "./condition.ts";
import { toPredicate } from "./predicate.ts";

/**
 * One comparison that was looked at: as written, the cell's value then, and whether it held. `means` says of a time as
 * seen from now which one it was: `22 November 2026 → 29 November 2026`.
 */
export type Finding = { text: string; column: string; value: string; holds: boolean; means?: string };

/** Every comparison of a condition against a row as of an instant (ISO), in the order they are written. */
export function explainCondition(
  condition: Condition | null,
  row: Pick<Row, "properties">,
  now: string,
  timeZone = "UTC",
): Finding[] {
  return tests(condition).map((test) => {
    const [property, relative] = [row.properties[test.property], relativeOf(test)];
    return {
      text: test.text,
      column: test.column,
      value: property ? displayText(property) : "",
      holds: toPredicate(test, timeZone)(row, now),
      ...(relative && { means: spanText(relative, timeZone, now) }),
    };
  });
}

function tests(condition: Condition | null): Test[] {
  if (condition === null) return [];
  if (condition.kind === "test") return [condition];
  return condition.kind === "not" ? tests(condition.of) : condition.of.flatMap(tests);
}
