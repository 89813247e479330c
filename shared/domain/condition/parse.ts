import type { Column, SourceSchema } from "../row.ts";
import { fold } from "../words.ts";
import type { Comparison, Condition, Operator, Test } from "./condition.ts";
import { exampleValues, listed, optionNames, valueHint } from "./hints.ts";
import { isTime, readLiteral } from "./literal.ts";
import { missingColumn } from "./missing-column.ts";
import {
  checkboxProblem,
  kindOf,
  operatorProblem,
  operatorsOf,
  spellings,
  timeSpellings,
} from "./operators.ts";
import { Scanner } from "./scanner.ts";

const operatorWords = spellings.map(([spelling]) => spelling);
const valueEnds = ["and", "or", ")"];

/** A sentence somebody can read at a glance is far shorter; these keep a pasted page from costing time or stack. */
const longest = 2_000;
const deepest = 20;

/**
 * Reads an author's condition against the columns of the source:
 *
 *     any    := all { "or" all }
 *     all    := one { "and" one }
 *     one    := "not" one | "(" any ")" | test
 *     test   := column operator [value]
 *
 * Names and values need quotes only when they hold a word of the grammar. Throws nothing: any text gives a condition or
 * one sentence about what is wrong and what to write.
 */
export function parseCondition(
  text: string,
  source: SourceSchema,
): { condition: Condition } | { problem: string } {
  if (text.length > longest)
    return { problem: `the condition is longer than ${longest} characters; split the rule in two` };
  try {
    return { condition: new Parser(text, source).read() };
  } catch (error) {
    if (error instanceof Mistake) return { problem: error.message };
    throw error;
  }
}

class Mistake extends Error {}

class Parser {
  readonly #scan: Scanner;
  readonly #source: SourceSchema;
  #depth = 0;
  /** The comparison read last, and the word that joins the next one to it. */
  #last: { column: Column; operator: Operator } | undefined;
  #joint: "and" | "or" | undefined;

  constructor(text: string, source: SourceSchema) {
    this.#scan = new Scanner(text);
    this.#source = source;
  }

  read(): Condition {
    const condition = this.#any();
    if (this.#scan.atEnd()) return condition;
    if (this.#scan.take(")")) throw new Mistake(`there is a ")" without its "(" ${this.#scan.where()}`);
    throw new Mistake(
      `${this.#scan.where()} I expect "and", "or" or the end, but it says "${this.#scan.rest()}"`,
    );
  }

  #any(): Condition {
    const of = [this.#all()];
    while (this.#takeJoint("or")) of.push(this.#all());
    return of.length === 1 ? (of[0] as Condition) : { kind: "or", of };
  }

  #all(): Condition {
    const of = [this.#one()];
    while (this.#takeJoint("and")) of.push(this.#one());
    return of.length === 1 ? (of[0] as Condition) : { kind: "and", of };
  }

  #takeJoint(word: "and" | "or"): boolean {
    if (!this.#scan.takeWord(word)) return false;
    this.#joint = word;
    return true;
  }

  #one(): Condition {
    if (this.#namesColumn()) return this.#test();
    const isNot = this.#scan.takeWord("not");
    if (!isNot && !this.#scan.take("(")) return this.#test();
    if (++this.#depth > deepest)
      throw new Mistake(
        `there are more than ${deepest} "(" or "not" inside each other; split the rule in two`,
      );
    if (!isNot) this.#joint = undefined;
    const inner = isNot ? this.#one() : this.#any();
    this.#depth--;
    if (isNot) return { kind: "not", of: inner };
    if (!this.#scan.take(")")) throw new Mistake(`a "(" is never closed ${this.#scan.where()}; add a ")"`);
    return inner;
  }

  /** A column may itself be called "Not sure" or "(net)". One called "Not" is meant only where an operator follows. */
  #namesColumn(): boolean {
    if (this.#scan.peekName(this.#source.columns, operatorWords)) return true;
    const start = this.#scan.mark();
    const column = this.#scan.takeName(this.#source.columns, []);
    this.#scan.reset(start);
    return column !== undefined && fold(column.name) !== "not";
  }

  #test(): Test {
    const start = this.#scan.mark();
    const column = this.#column();
    const comparison = this.#comparison(column);
    this.#last = { column, operator: comparison.operator };
    return {
      kind: "test",
      property: column.id,
      column: column.name,
      text: this.#scan.since(start),
      ...comparison,
    };
  }

  #column(): Column {
    const column = this.#scan.takeName(this.#source.columns, operatorWords);
    if (column) return column;
    const before = this.#last && this.#joint && { ...this.#last, joint: this.#joint };
    throw new Mistake(missingColumn(this.#scan, this.#source, operatorWords, before));
  }

  #comparison(column: Column): Comparison {
    const operator = this.#operator(column);
    const problem = operatorProblem(column, operator);
    if (problem) throw new Mistake(problem);
    if (operator === "is empty" || operator === "is not empty") return { operator };
    const written = this.#value(column);
    const value = readLiteral(column, operator, written);
    if (typeof value === "string") throw new Mistake(`${value}${valueHint(column, operator, written)}`);
    return { operator, value };
  }

  #operator(column: Column): Operator {
    const known = this.#operatorBeforeOption(column) ?? this.#operatorBeforeTime(column);
    if (known) return known;
    for (const [spelling, operator] of spellings) {
      if (this.#scan.takeWord(spelling)) return operator;
    }
    if (kindOf(column) === "checkbox") throw new Mistake(checkboxProblem(column));
    const rest = this.#scan.rest();
    const but = rest === "" ? "it ends there" : `it says "${rest}"`;
    throw new Mistake(`after "${column.name}" I expect ${listed(operatorsOf(column))}, but ${but}`);
  }

  /** Options may begin with words of ours: every new status column has one "Not started", and there "is not" is none. */
  #operatorBeforeOption(column: Column): "is" | "is not" | undefined {
    const names = optionNames(column).filter((name) => !["empty", "not empty"].includes(fold(name)));
    const option = this.#peekOption("is", names);
    const other = this.#peekOption("is not", names);
    if (option !== undefined && other !== undefined)
      throw new Mistake(
        `"is ${option}" can be read in two ways here. With quotes it can't: ${column.name} is "${option}", or ${column.name} is not "${other}"`,
      );
    if (option !== undefined && this.#scan.takeWord("is")) return "is";
    return other !== undefined && this.#scan.takeWord("is not") ? "is not" : undefined;
  }

  /** A formula or rollup may as well give the text "before lunch". */
  #operatorBeforeTime(column: Column): Operator | undefined {
    const [kind, start] = [kindOf(column), this.#scan.mark()];
    if (kind !== "date" && kind !== "computed") return undefined;
    for (const [spelling, operator] of timeSpellings) {
      if (!this.#scan.takeWord(spelling)) continue;
      const value = this.#scan.mark();
      const isMeant = kind === "date" || isTime(this.#scan.takeQuoted() ?? this.#scan.takeText(valueEnds));
      this.#scan.reset(isMeant ? value : start);
      if (isMeant) return operator;
    }
    return undefined;
  }

  #peekOption(operator: "is" | "is not", names: readonly string[]): string | undefined {
    const start = this.#scan.mark();
    const option = this.#scan.takeWord(operator) ? this.#scan.takeKnown(names, valueEnds) : undefined;
    this.#scan.reset(start);
    return option;
  }

  #value(column: Column): string {
    const scan = this.#scan;
    const known = scan.takeKnown(optionNames(column), valueEnds);
    if (known !== undefined) return known;
    const rest = scan.rest();
    if (/^([<>=≤≥≠]|!=)/.test(rest))
      throw new Mistake(
        `${scan.where()} I expect a value, but it says "${rest}"; write one sign or word only`,
      );
    const written = scan.takeQuoted();
    if (written === undefined && rest.startsWith('"'))
      throw new Mistake(`${scan.where()} a quote is never closed; add a " at the end of the value`);
    const value = written ?? scan.takeText(valueEnds);
    if (value.trim() !== "") return value;
    const empty = written === undefined ? "" : `; for a cell without one write "${column.name} is empty"`;
    throw new Mistake(`${scan.where()} I expect a value${exampleValues(column)}${empty}`);
  }
}
