import { DATES } from "./functions/dates.ts";
import { define, type FormulaFunction } from "./functions/definition.ts";
import { LISTS } from "./functions/lists.ts";
import { NUMBERS } from "./functions/numbers.ts";
import { TEXTS } from "./functions/texts.ts";
import type { FormulaType } from "./type.ts";
import { compare, type FormulaValue, isEmpty, isSame, toNumber, toText } from "./value.ts";

const ordered = (holds: (order: number) => boolean) => define("boolean", (a, b) => holds(compare(a, b)));
const isText = (value: FormulaValue) =>
  typeof value === "string" || (typeof value === "object" && value !== null && !("ms" in value));
const isTextType = (type: FormulaType) => type === "string" || type === "person" || typeof type === "object";

/** Notion's library; what looks at its arguments one by one, or not at all of them, is in special-forms.ts. */
export const FUNCTIONS: Record<string, FormulaFunction> = {
  ...NUMBERS,
  ...TEXTS,
  ...DATES,
  ...LISTS,
  not: define("boolean", (a) => isEmpty(a)),
  empty: define("boolean", (a) => isEmpty(a)),
  equal: define("boolean", (a, b) => isSame(a, b)),
  unequal: define("boolean", (a, b) => !isSame(a, b)),
  larger: ordered((order) => order > 0),
  largerEq: ordered((order) => order >= 0),
  smaller: ordered((order) => order < 0),
  smallerEq: ordered((order) => order <= 0),
  // "+" joins texts as soon as one side is one.
  add: {
    of: (args) => (args.some(isTextType) ? "string" : args.includes("any") ? "any" : "number"),
    run: (args) =>
      args.some(isText)
        ? args.map(toText).join("")
        : args.reduce<number>((sum, one) => sum + toNumber(one), 0),
  },
};
