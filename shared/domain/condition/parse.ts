import type { Column, SourceSchema } from "../row.ts";
import { unknownColumn } from "../unknown-column.ts";
import { straighten } from "../words.ts";
import type { Comparison, Condition, Operator, Test } from "./condition.ts";
import { operatorProblem, readLiteral } from "./literal.ts";
import { Scanner } from "./scanner.ts";

/** Longest spelling first, so that "is not empty" is not read as "is" and a value. */
const operators: [spelling: string, operator: Operator][] = [
  ["is not empty", "is not empty"],
  ["is empty", "is empty"],
  ["does not contain", "does not contain"],
  ["contains", "contains"],
  ["is not", "is not"],
  ["is", "is"],
  [">=", "≥"],
  ["≥", "≥"],
  ["<=", "≤"],
  ["≤", "≤"],
  ["!=", "is not"],
  ["≠", "is not"],
  ["=", "is"],
  ["<", "<"],
  [">", ">"],
];

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
    return { condition: new Parser(straighten(text), source).read() };
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
    while (this.#scan.takeWord("or")) of.push(this.#all());
    return of.length === 1 ? (of[0] as Condition) : { kind: "or", of };
  }

  #all(): Condition {
    const of = [this.#one()];
    while (this.#scan.takeWord("and")) of.push(this.#one());
    return of.length === 1 ? (of[0] as Condition) : { kind: "and", of };
  }

  #one(): Condition {
    if (++this.#depth > deepest)
      throw new Mistake(
        `there are more than ${deepest} "(" or "not" inside each other; split the rule in two`,
      );
    try {
      return this.#group() ?? this.#test();
    } finally {
      this.#depth--;
    }
  }

  /** A column may itself be called "Not sure": a name that fits is read as the name. */
  #group(): Condition | undefined {
    if (!this.#scan.peekName(this.#source.columns) && this.#scan.takeWord("not"))
      return { kind: "not", of: this.#one() };
    if (!this.#scan.take("(")) return undefined;
    const inner = this.#any();
    if (!this.#scan.take(")")) throw new Mistake(`a "(" is never closed ${this.#scan.where()}; add a ")"`);
    return inner;
  }

  #test(): Test {
    const start = this.#scan.mark();
    const column = this.#column();
    const comparison = this.#comparison(column);
    return {
      kind: "test",
      property: column.id,
      column: column.name,
      text: this.#scan.since(start),
      ...comparison,
    };
  }

  #column(): Column {
    const column = this.#scan.takeName(this.#source.columns);
    if (column) return column;
    const where = this.#scan.where();
    if (this.#scan.atEnd()) throw new Mistake(`${where} I expect a column, like ${this.#example()}`);
    const written = this.#scan.takeQuoted() ?? this.#scan.until(operators.map(([spelling]) => spelling));
    throw new Mistake(unknownColumn(written, this.#source));
  }

  #comparison(column: Column): Comparison {
    const operator = this.#operator(column);
    const problem = operatorProblem(column, operator);
    if (problem) throw new Mistake(problem);
    if (operator === "is empty" || operator === "is not empty") return { operator };
    const written = this.#scan.takeValue(column.options?.map((option) => option.name) ?? []);
    if (written === "") throw new Mistake(`${this.#scan.where()} I expect a value`);
    const value = readLiteral(column, written);
    if (typeof value === "string") throw new Mistake(value);
    return { operator, value };
  }

  #operator(column: Column): Operator {
    for (const [spelling, operator] of operators) {
      if (this.#scan.takeWord(spelling)) return operator;
    }
    const rest = this.#scan.rest();
    const but = rest === "" ? "it ends there" : `it says "${rest}"`;
    throw new Mistake(
      `after "${column.name}" I expect is, is not, contains, is empty, is not empty, < or >, but ${but}`,
    );
  }

  #example(): string {
    const name = this.#source.columns[0]?.name ?? "Status";
    return `"${name} is not empty"`;
  }
}
