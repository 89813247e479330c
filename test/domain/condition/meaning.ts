import type { Condition, Test } from "../../../shared/domain/condition/condition.ts";
import { parseCondition } from "../../../shared/domain/condition/parse.ts";
import { type RowPredicate, toPredicate } from "../../../shared/domain/condition/predicate.ts";
import type { SourceSchema } from "../../../shared/domain/row.ts";
import { aSource } from "../../support/builders.ts";

/** The condition that a sentence is read as; fails with the answer when it is refused. */
export function conditionOf(sentence: string, source: SourceSchema = aSource()): Condition {
  const read = parseCondition(sentence, source);
  if ("problem" in read) throw new Error(`${sentence}: ${read.problem}`);
  return read.condition;
}

/** What a sentence asks of a row, after the way through the table that stores it as JSON. */
export function meaningOf(sentence: string, source?: SourceSchema, timeZone?: string): RowPredicate {
  return toPredicate(JSON.parse(JSON.stringify(conditionOf(sentence, source))) as Condition, timeZone);
}

/** The answer to a sentence that is wrong. */
export function answerTo(sentence: string, source: SourceSchema = aSource()): string {
  const read = parseCondition(sentence, source);
  if ("condition" in read) throw new Error(`${sentence} is read as ${JSON.stringify(read.condition)}`);
  return read.problem;
}

/** A condition as it reads without its places and ids: `(Name is Lamp and not Paid is true)`. */
export function shape(condition: Condition): string {
  if (condition.kind === "not") return `not ${shape(condition.of)}`;
  if (condition.kind !== "test") return `(${condition.of.map(shape).join(` ${condition.kind} `)})`;
  return `[${condition.column} ${condition.operator}${"value" in condition ? ` ${reading(condition)}` : ""}${condition.before ? ", before" : ""}]`;
}

function reading(test: Test & { value: unknown }): string {
  const { type: _type, ...value } = test.value as Record<string, unknown>;
  const [first] = Object.values(value);
  return typeof first === "object" && first !== null && "name" in first ? String(first.name) : String(first);
}
