import { type FormulaValue, toList, toNumber } from "../value.ts";
import { define, type FormulaFunction, finite, math } from "./definition.ts";

/** Numbers given one by one or as lists; what is empty counts for nothing. */
function over(run: (numbers: number[]) => number): FormulaFunction {
  return {
    of: () => "number",
    run: (args) => {
      const numbers = args
        .flatMap((arg): FormulaValue[] => toList(arg))
        .filter((one) => one !== null && one !== "")
        .map(toNumber);
      return numbers.length === 0 ? null : finite(run(numbers));
    },
  };
}

const total = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0);

export function medianOf(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

function rounded(number: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round((number + Number.EPSILON) * scale) / scale;
}

export const NUMBERS: Record<string, FormulaFunction> = {
  subtract: math((a, b) => a - b),
  multiply: math((a, b) => a * b),
  divide: math((a, b) => a / b),
  mod: math((a, b) => a % b),
  pow: math((a, b) => a ** b),
  unaryMinus: math((a) => -a),
  unaryPlus: math((a) => a),
  abs: math(Math.abs),
  sign: math(Math.sign),
  ceil: math(Math.ceil),
  floor: math(Math.floor),
  round: math(rounded),
  sqrt: math(Math.sqrt),
  cbrt: math(Math.cbrt),
  exp: math(Math.exp),
  ln: math(Math.log),
  log10: math(Math.log10),
  log2: math(Math.log2),
  pi: define("number", () => Math.PI),
  e: define("number", () => Math.E),
  toNumber: define("number", (a) => finite(toNumber(a))),
  min: over((numbers) => Math.min(...numbers)),
  max: over((numbers) => Math.max(...numbers)),
  sum: over(total),
  mean: over((numbers) => total(numbers) / numbers.length),
  median: over(medianOf),
};
