import type { SourceSchema } from "../row.ts";
import { suggestion, unknownColumn } from "../unknown-column.ts";
import { cut } from "../words.ts";
import type { Test } from "./condition.ts";
import type { Scanner } from "./scanner.ts";

/** The comparison before, where one is, and the word that joins the missing one to it. */
type Before = Pick<Test, "column" | "operator"> & { joint: "and" | "or" };

/** What a mistake repeats of a name that is none. */
const longestQuote = 60;

/**
 * The sentence about what stands where a column is expected. After "and" and "or" people tend not to repeat the column:
 * `Status is New or Paid`, `Total > 5 and < 10`.
 */
export function missingColumn(
  scan: Scanner,
  source: SourceSchema,
  operators: readonly string[],
  before: Before | undefined,
): string {
  const where = scan.where();
  const example = `"${source.columns[0]?.name ?? "Status"} is not empty"`;
  if (scan.atEnd()) return `${where} I expect a column, like ${example}`;
  const says = scan.rest();
  const start = scan.mark();
  const quoted = scan.takeQuoted();
  const name = quoted ?? scan.until([...operators, ")"]);
  if (quoted === undefined) scan.reset(start);
  const word = quoted ?? scan.until([...operators, "and", "or", ")"]);
  if (word === "") {
    const like = before ? `; name the column again, like ${before.column} ${says}` : `, like ${example}`;
    return `${where} I expect a column, but it says "${says}"${like}`;
  }
  const names = source.columns.map((column) => column.name);
  const isValue = !operators.some((operator) => scan.takeWord(operator));
  if (!before || !isValue || suggestion(name, names) !== "")
    return unknownColumn(cut(name, longestQuote), source);
  const value = cut(word, longestQuote);
  const again = `${before.column} ${withValue(before.operator)} ${quoted === undefined ? value : `"${value}"`}`;
  return `I can't find a column "${value}" in ${source.name}; after "${before.joint}" name the column again, like ${again}`;
}

function withValue(operator: Test["operator"]): string {
  return operator === "is empty" ? "is" : operator === "is not empty" ? "is not" : operator;
}
