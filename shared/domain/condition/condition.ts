import type { Option } from "../row.ts";
import type { Relative } from "../time/relative.ts";

/** What an author's *If* means, bound to property ids. Plain JSON: it is stored with the rule. */
export type Condition = { kind: "and" | "or"; of: Condition[] } | { kind: "not"; of: Condition } | Test;

/** One comparison. `text` is how the author wrote it; `before`: of what the row was before the change. */
export type Test = {
  kind: "test";
  property: string;
  column: string;
  text: string;
  before?: true;
} & Comparison;

export type Comparison =
  | { operator: "changed" }
  | { operator: "did not change" }
  | { operator: "is empty" | "is not empty" }
  | { operator: "is" | "is not"; value: Literal }
  | { operator: "contains" | "does not contain" | "starts with" | "ends with"; value: Literal }
  | { operator: "<" | ">" | "≤" | "≥"; value: Literal }
  | { operator: "is between" | "is not between"; value: Literal; to: Literal };

export type Operator = Comparison["operator"];

/**
 * `relative` is a time as seen from the instant at which the row is judged. `any` belongs to a formula or rollup, whose
 * type is known only when a row is read.
 */
export type Literal =
  | { type: "text"; text: string }
  | { type: "number"; number: number }
  | { type: "option"; option: Option }
  | { type: "boolean"; boolean: boolean }
  | { type: "date"; date: string }
  | { type: "relative"; relative: Relative }
  | {
      type: "any";
      text: string;
      number: number | null;
      boolean: boolean | null;
      date: string | null;
      relative?: Relative;
    };

/** What a comparison asks of the clock, if anything. */
export function relativesOf(test: Test): Relative[] {
  const literals = [...("value" in test ? [test.value] : []), ...("to" in test ? [test.to] : [])];
  return literals.flatMap((literal) =>
    literal.type === "relative" || literal.type === "any" ? (literal.relative ?? []) : [],
  );
}

/** Does it ask what the row was before the change? Only a change has a before. */
export function looksBack(test: Test): boolean {
  return test.before === true || test.operator === "changed" || test.operator === "did not change";
}
