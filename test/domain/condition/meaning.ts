import type { Condition } from "../../../shared/domain/condition/condition.ts";
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
export function meaningOf(sentence: string, source?: SourceSchema): RowPredicate {
  return toPredicate(JSON.parse(JSON.stringify(conditionOf(sentence, source))) as Condition);
}

/** The answer to a sentence that is wrong. */
export function answerTo(sentence: string, source: SourceSchema = aSource()): string {
  const read = parseCondition(sentence, source);
  if ("condition" in read) throw new Error(`${sentence} is read as ${JSON.stringify(read.condition)}`);
  return read.problem;
}
