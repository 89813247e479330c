import type { Json } from "../entities.ts";
import { millisecond } from "../times.ts";
import type { FormulaType } from "./type.ts";
import { type FormulaValue, isDate, toText } from "./value.ts";

/** The four types the API knows; lists, pages and people are told as text. */
export type ShownType = "string" | "number" | "boolean" | "date";

export function shownType(type: FormulaType): ShownType {
  return type === "number" || type === "boolean" || type === "date" ? type : "string";
}

/** A formula's result as the API shows it. */
export function shownFormula(given: FormulaType, value: FormulaValue): Json {
  const type = given === "any" ? typeOfValue(value) : shownType(given);
  if (type === "date") return { type, date: isDate(value) ? shownDate(value) : null };
  if (type === "number") return { type, number: typeof value === "number" ? value : null };
  if (type === "boolean") return { type, boolean: value === true };
  return { type, string: value === null ? null : toText(value) };
}

function typeOfValue(value: FormulaValue): ShownType {
  if (typeof value === "number" || typeof value === "boolean") return typeof value as "number" | "boolean";
  return isDate(value) ? "date" : "string";
}

type Moment = { ms: number; day: boolean };

function shownDate({ end, ...start }: Moment & { end?: Moment }): Json {
  return { start: momentText(start), end: end ? momentText(end) : null, time_zone: null };
}

function momentText({ ms, day }: Moment): string {
  return day ? new Date(ms).toISOString().slice(0, 10) : millisecond(ms);
}
