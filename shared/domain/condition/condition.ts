import type { Option } from "../row.ts";
import type { Relative } from "../time/relative.ts";

/** What an author's *If* means, bound to property ids. Plain JSON: it is stored with the rule. */
export type Condition = { kind: "and" | "or"; of: Condition[] } | { kind: "not"; of: Condition } | Test;

/** One comparison. `text` is how the author wrote it. */
export type Test = { kind: "test"; property: string; column: string; text: string } & Comparison;

export type Comparison =
  | { operator: "is empty" | "is not empty" }
  | { operator: "is" | "is not" | "contains" | "does not contain"; value: Literal }
  | { operator: "<" | ">" | "≤" | "≥"; value: Literal };

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

/** What a comparison asks of the clock, if it does. */
export function relativeOf(test: Test): Relative | undefined {
  const literal = "value" in test ? test.value : undefined;
  return literal?.type === "relative" || literal?.type === "any" ? literal.relative : undefined;
}
