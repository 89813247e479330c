import type { FormulaType } from "../type.ts";
import { type FormulaValue, toNumber, toText } from "../value.ts";

/** `of`: the type it gives, from those of its arguments. */
export type FormulaFunction = {
  of(args: readonly FormulaType[]): FormulaType;
  run(args: readonly FormulaValue[], now: Date): FormulaValue;
};

type Run = (a: FormulaValue, b: FormulaValue, c: FormulaValue) => FormulaValue;

/** A function of up to three arguments; those that are missing are empty. */
export function define(type: FormulaType | FormulaFunction["of"], run: Run): FormulaFunction {
  return {
    of: typeof type === "function" ? type : () => type,
    run: ([a = null, b = null, c = null]) => run(a, b, c),
  };
}

/** Of numbers; what is no number (1 / 0) is empty. */
export function math(run: (a: number, b: number) => number): FormulaFunction {
  return define("number", (a, b) => finite(run(toNumber(a), toNumber(b))));
}

/** Of texts. */
export function texts(
  run: (a: string, b: string, c: string) => FormulaValue,
  type: FormulaType = "string",
): FormulaFunction {
  return define(type, (a, b, c) => run(toText(a), toText(b), toText(c)));
}

export function finite(result: number): number | null {
  return Number.isFinite(result) ? result : null;
}
