import {
  type DateValue,
  type FormulaType,
  type FormulaValue,
  isDate,
  isEmpty,
  toNumber,
  toText,
} from "./value.ts";

/** `type`: what it gives; "first" and "second": the same as that argument. */
type FormulaFunction = {
  type: FormulaType | "first" | "second";
  run(args: FormulaValue[], now: Date): FormulaValue;
};

type Run = (a: FormulaValue, b: FormulaValue, c: FormulaValue) => FormulaValue;
const define = (type: FormulaFunction["type"], run: Run): FormulaFunction => ({
  type,
  run: ([a = null, b = null, c = null]) => run(a, b, c),
});
const math = (run: (a: number, b: number) => number) =>
  define("number", (a, b) => {
    const result = run(toNumber(a), toNumber(b));
    return Number.isFinite(result) ? result : null;
  });
const compare = (holds: (order: number) => boolean) => define("boolean", (a, b) => holds(orderOf(a, b)));
const texts = (run: (a: string, b: string, c: string) => FormulaValue, type: FormulaType = "string") =>
  define(type, (a, b, c) => run(toText(a), toText(b), toText(c)));

/** The part of Notion's library that we evaluate. `if`, `and`, `or` are here for their type; they evaluate lazily. */
export const FUNCTIONS: Record<string, FormulaFunction> = {
  if: define("second", (a, b, c) => (isEmpty(a) ? c : b)),
  and: define("boolean", (a, b) => !isEmpty(a) && !isEmpty(b)),
  or: define("boolean", (a, b) => !isEmpty(a) || !isEmpty(b)),
  not: define("boolean", (a) => isEmpty(a)),
  empty: define("boolean", (a) => isEmpty(a)),
  equal: compare((order) => order === 0),
  unequal: compare((order) => order !== 0),
  larger: compare((order) => order > 0),
  largerEq: compare((order) => order >= 0),
  smaller: compare((order) => order < 0),
  smallerEq: compare((order) => order <= 0),
  // "+" joins texts as soon as one side is one; typeOf() in evaluate.ts knows.
  add: define("number", (a, b) =>
    typeof a === "string" || typeof b === "string" ? toText(a) + toText(b) : toNumber(a) + toNumber(b),
  ),
  subtract: math((a, b) => a - b),
  multiply: math((a, b) => a * b),
  divide: math((a, b) => a / b),
  mod: math((a, b) => a % b),
  pow: math((a, b) => a ** b),
  unaryMinus: math((a) => -a),
  abs: math(Math.abs),
  ceil: math(Math.ceil),
  floor: math(Math.floor),
  round: math((a, digits) => Math.round((a + Number.EPSILON) * 10 ** digits) / 10 ** digits),
  min: { type: "number", run: (args) => Math.min(...args.map(toNumber)) },
  max: { type: "number", run: (args) => Math.max(...args.map(toNumber)) },
  toNumber: math((a) => a),
  concat: { type: "string", run: (args) => args.map(toText).join("") },
  format: texts((a) => a),
  lower: texts((a) => a.toLowerCase()),
  upper: texts((a) => a.toUpperCase()),
  replaceAll: texts((a, from, to) => a.replaceAll(from, to)),
  contains: texts((a, part) => a.includes(part), "boolean"),
  length: define("number", (a) => (Array.isArray(a) ? a.length : toText(a).length)),
  now: { type: "date", run: (_, now) => ({ ms: Math.floor(now.getTime() / 60_000) * 60_000, day: false }) },
  today: { type: "date", run: (_, now) => ({ ms: Math.floor(now.getTime() / DAY) * DAY, day: true }) },
  dateAdd: define("first", (date, amount, unit) => shift(date, toNumber(amount), toText(unit))),
  dateSubtract: define("first", (date, amount, unit) => shift(date, -toNumber(amount), toText(unit))),
  dateBetween: define("number", (a, b, unit) =>
    isDate(a) && isDate(b) ? Math.trunc((a.ms - b.ms) / (UNITS[toText(unit)] ?? DAY)) : null,
  ),
};

const DAY = 86_400_000;
const UNITS: Record<string, number> = { minutes: 60_000, hours: 3_600_000, days: DAY, weeks: 7 * DAY };

function orderOf(a: FormulaValue, b: FormulaValue): number {
  if (typeof a === "string" || typeof b === "string" || Array.isArray(a) || Array.isArray(b)) {
    const [x, y] = [toText(a), toText(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  }
  return toNumber(a) - toNumber(b);
}

function shift(date: FormulaValue, amount: number, unit: string): DateValue | null {
  if (!isDate(date)) return null;
  const shifted = new Date(date.ms);
  if (unit === "months") shifted.setUTCMonth(shifted.getUTCMonth() + amount);
  else if (unit === "years") shifted.setUTCFullYear(shifted.getUTCFullYear() + amount);
  else shifted.setTime(date.ms + amount * (UNITS[unit] ?? DAY));
  return { ms: shifted.getTime(), day: date.day };
}
