import type { Column } from "../row.ts";
import { fold } from "../words.ts";
import type { Comparison, Literal, Operator } from "./condition.ts";
import { exampleValues, listed, optionNames, valueHint } from "./hints.ts";
import { isTime, readLiteral } from "./literal.ts";
import { Mistake } from "./mistake.ts";
import {
  changeSpellings,
  checkboxProblem,
  inThePast,
  kindOf,
  numberSpellings,
  operatorProblem,
  operatorsOf,
  rangeSpellings,
  type Spelling,
  spellings,
  timeSpellings,
} from "./operators.ts";
import { checkRange, startsRange } from "./range.ts";
import type { Scanner } from "./scanner.ts";

/** A comparison as it is written, of the value now or `before` the change. */
export type Compared = Comparison & { before?: true };

type Verb = {
  is: string;
  isNot: string;
  plain: readonly Spelling[];
  times: readonly Spelling[];
  numbers: readonly Spelling[];
  ranges: readonly Spelling[];
};
type Found = { operator: Operator; before?: true };

const now: Verb = {
  is: "is",
  isNot: "is not",
  plain: spellings,
  times: timeSpellings,
  numbers: numberSpellings,
  ranges: rangeSpellings,
};
const before: Verb = {
  is: "was",
  isNot: "was not",
  plain: inThePast(spellings),
  times: inThePast(timeSpellings),
  numbers: inThePast(numberSpellings),
  ranges: inThePast(rangeSpellings),
};

/** Every word or sign that may follow a column. */
export const operatorWords: readonly string[] = [...changeSpellings, ...now.plain, ...before.plain].map(
  ([spelling]) => spelling,
);

/** What ends a value that stands without quotes. */
const valueEnds = ["and", "or", ")", "&&", "||"];

/**
 * Reads `operator [value]` after a column's name.
 * @param locale whose numbers and dates are meant.
 * @throws Mistake
 */
export function readComparison(scan: Scanner, column: Column, locale: string | undefined): Compared {
  for (const [spelling, operator] of changeSpellings)
    if (scan.takeWord(spelling)) return { operator } as Compared;
  const { operator, ...when } = readOperator(scan, column);
  const problem = operatorProblem(column, operator);
  if (problem) throw new Mistake(problem);
  if (operator === "is empty" || operator === "is not empty") return { operator, ...when };
  if (operator === "is between" || operator === "is not between") {
    const value = readValue(scan, column, operator, locale, ["and"]);
    if (!scan.takeWord("and"))
      throw new Mistake(
        `${scan.where()} I expect "and" and a second value, like ${column.name} ${operator} ${kindOf(column) === "date" ? "2026-05-03 and 2026-05-09" : "1 and 5"}`,
      );
    const to = readValue(scan, column, operator, locale, valueEnds);
    checkRange(column, value, to);
    return { operator, value, to, ...when };
  }
  return { operator, value: readValue(scan, column, operator, locale, valueEnds), ...when } as Compared;
}

function readOperator(scan: Scanner, column: Column): Found {
  const present = operatorIn(scan, column, now);
  if (present) return { operator: present };
  const past = operatorIn(scan, column, before);
  if (past) return { operator: past, before: true };
  if (kindOf(column) === "checkbox") throw new Mistake(checkboxProblem(column));
  const rest = scan.rest();
  const but = rest === "" ? "it ends there" : `it says "${rest}"`;
  const isChange = /^(changes|becomes|turns|moves|goes|switches)\b/i.test(rest);
  const hint = isChange
    ? `; for a change write in Which what changes to what, or here "${column.name} changed" or "${column.name} was …"`
    : "";
  throw new Mistake(`after "${column.name}" I expect ${listed(operatorsOf(column))}, but ${but}${hint}`);
}

function operatorIn(scan: Scanner, column: Column, verb: Verb): Operator | undefined {
  return (
    beforeOption(scan, column, verb) ??
    beforeValue(scan, column, verb) ??
    verb.plain.find(([spelling]) => scan.takeWord(spelling))?.[1]
  );
}

/** Options may begin with words of ours: every new status column has one "Not started", and there "is not" is none. */
function beforeOption(scan: Scanner, column: Column, verb: Verb): "is" | "is not" | undefined {
  const names = optionNames(column).filter((name) => !["empty", "not empty"].includes(fold(name)));
  const option = peekOption(scan, verb.is, names);
  const other = peekOption(scan, verb.isNot, names);
  if (option !== undefined && other !== undefined)
    throw new Mistake(
      `"${verb.is} ${option}" can be read in two ways here. With quotes it can't: ${column.name} ${verb.is} "${option}", or ${column.name} ${verb.isNot} "${other}"`,
    );
  if (option !== undefined && scan.takeWord(verb.is)) return "is";
  return other !== undefined && scan.takeWord(verb.isNot) ? "is not" : undefined;
}

/** Words such as "before" and "between" are operators where such a value follows: a text may as well be "before lunch". */
function beforeValue(scan: Scanner, column: Column, verb: Verb): Operator | undefined {
  const kind = kindOf(column);
  const isTimed = kind === "date" || kind === "computed";
  const isCounted = kind === "number" || kind === "computed";
  const candidates: [spellings: readonly Spelling[], fits: (value: string) => boolean][] = [];
  if (isTimed) candidates.push([verb.times, (value) => kind === "date" || isTime(value)]);
  if (isCounted) candidates.push([verb.numbers, (value) => kind === "number" || /\d/.test(value)]);
  if (isTimed || isCounted)
    candidates.push([verb.ranges, (value) => kind !== "computed" || startsRange(value)]);
  for (const [words, fits] of candidates) {
    const found = takeBefore(scan, words, fits);
    if (found) return found;
  }
  return undefined;
}

function takeBefore(
  scan: Scanner,
  words: readonly Spelling[],
  fits: (value: string) => boolean,
): Operator | undefined {
  const start = scan.mark();
  for (const [spelling, operator] of words) {
    if (!scan.takeWord(spelling)) continue;
    const value = scan.mark();
    const isMeant = fits(scan.takeQuoted() ?? scan.takeText(valueEnds));
    scan.reset(isMeant ? value : start);
    if (isMeant) return operator;
  }
  return undefined;
}

function peekOption(scan: Scanner, words: string, names: readonly string[]): string | undefined {
  const start = scan.mark();
  const option = scan.takeWord(words) ? scan.takeKnown(names, valueEnds) : undefined;
  scan.reset(start);
  return option;
}

function readValue(
  scan: Scanner,
  column: Column,
  operator: Operator,
  locale: string | undefined,
  ends: readonly string[],
): Literal {
  const written = takeValue(scan, column, ends);
  const value = readLiteral(column, operator, written, locale);
  if (typeof value !== "string") return value;
  const hint = valueHint(column, operator, written);
  throw new Mistake(hint === "" ? value : `${value}${/[.?]$/.test(value) ? "" : "."} ${hint}`);
}

function takeValue(scan: Scanner, column: Column, ends: readonly string[]): string {
  const known = scan.takeKnown(optionNames(column), ends);
  if (known !== undefined) return known;
  const rest = scan.rest();
  if (/^([<>=≤≥≠]|!=)/.test(rest))
    throw new Mistake(`${scan.where()} I expect a value, but it says "${rest}"; write one sign or word only`);
  const written = scan.takeQuoted();
  if (written === undefined && rest.startsWith('"'))
    throw new Mistake(`${scan.where()} a quote is never closed; add a " at the end of the value`);
  const value = written ?? scan.takeText(ends);
  if (value.trim() !== "") return value;
  const empty = written === undefined ? "" : `; for a cell without one write "${column.name} is empty"`;
  throw new Mistake(`${scan.where()} I expect a value${exampleValues(column)}${empty}`);
}
