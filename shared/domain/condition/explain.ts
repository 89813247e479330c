import { displayText } from "../display.ts";
import type { Row } from "../row.ts";
import type { Condition, Test } from "./condition.ts";
import { toPredicate } from "./predicate.ts";

/** One comparison that was looked at: as written, the cell's value then, and whether it held. */
export type Finding = { text: string; column: string; value: string; holds: boolean };

/** Every comparison of a condition against a row, in the order they are written. */
export function explainCondition(condition: Condition | null, row: Pick<Row, "properties">): Finding[] {
  return tests(condition).map((test) => {
    const property = row.properties[test.property];
    return {
      text: test.text,
      column: test.column,
      value: property ? displayText(property) : "",
      holds: toPredicate(test)(row),
    };
  });
}

function tests(condition: Condition | null): Test[] {
  if (condition === null) return [];
  if (condition.kind === "test") return [condition];
  return condition.kind === "not" ? tests(condition.of) : condition.of.flatMap(tests);
}
