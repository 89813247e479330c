import type { Column, SourceSchema } from "../row.ts";
import { fold } from "../words.ts";
import type { Condition, Operator, Test } from "./condition.ts";
import { missingColumn } from "./missing-column.ts";
import { Mistake } from "./mistake.ts";
import { operatorWords, readComparison } from "./read-comparison.ts";
import { Scanner } from "./scanner.ts";

/** A sentence somebody can read at a glance is far shorter; these keep a pasted page from costing time or stack. */
const longest = 2_000;
const deepest = 20;

/**
 * Reads an author's condition against the columns of the source:
 *
 *     any    := all { "or" all }
 *     all    := one { "and" one }
 *     one    := "not" one | "(" any ")" | test
 *     test   := column operator [value ["and" value]]
 *
 * Names and values need quotes only when they hold a word of the grammar. Throws nothing: any text gives a condition or
 * one sentence about what is wrong and what to write.
 * @param locale whose numbers and dates are meant, BCP 47; without one those with two readings are asked back.
 */
export function parseCondition(
  text: string,
  source: SourceSchema,
  locale?: string,
): { condition: Condition } | { problem: string } {
  if (text.length > longest)
    return { problem: `the condition is longer than ${longest} characters; split the rule in two` };
  try {
    return { condition: new Parser(text, source, locale).read() };
  } catch (error) {
    if (error instanceof Mistake) return { problem: error.message };
    throw error;
  }
}

const signs = { and: "&&", or: "||" };

class Parser {
  readonly #scan: Scanner;
  readonly #source: SourceSchema;
  readonly #locale: string | undefined;
  #depth = 0;
  /** The comparison read last, and the word that joins the next one to it. */
  #last: { column: Column; operator: Operator } | undefined;
  #joint: "and" | "or" | undefined;

  constructor(text: string, source: SourceSchema, locale: string | undefined) {
    this.#scan = new Scanner(text);
    this.#source = source;
    this.#locale = locale;
  }

  read(): Condition {
    // What is written in If may begin so.
    if (!this.#namesColumn()) this.#scan.takeWord("if") || this.#scan.takeWord("when");
    const condition = this.#any();
    if (this.#scan.atEnd()) return condition;
    if (this.#scan.take(")")) throw new Mistake(`there is a ")" without its "(" ${this.#scan.where()}`);
    const rest = this.#scan.rest();
    throw new Mistake(
      `${this.#scan.where()} I expect "and", "or" or the end, but it says "${rest}"${this.#changeHint(rest)}`,
    );
  }

  #changeHint(rest: string): string {
    const { column, operator } = this.#last ?? {};
    if (operator !== "changed" || !/^(from|to) /i.test(rest)) return "";
    return `; for from what and to what write "${column?.name} was … and ${column?.name} is …"`;
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
    if (!this.#scan.takeWord(word) && !this.#scan.take(signs[word])) return false;
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
    const comparison = readComparison(this.#scan, column, this.#locale);
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
}
