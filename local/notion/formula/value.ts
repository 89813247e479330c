/** `day`: without a time of day. A range has an `end`. */
export type DateValue = { ms: number; day: boolean; end?: { ms: number; day: boolean } };
export type PageValue = { page: string; title: string };
export type PersonValue = { person: string; name: string; email: string };
export type FormulaValue =
  | string
  | number
  | boolean
  | DateValue
  | PageValue
  | PersonValue
  | FormulaValue[]
  | null;

export function isDate(value: FormulaValue): value is DateValue {
  return typeof value === "object" && value !== null && "ms" in value;
}

export function isPage(value: FormulaValue): value is PageValue {
  return typeof value === "object" && value !== null && "page" in value;
}

export function isPerson(value: FormulaValue): value is PersonValue {
  return typeof value === "object" && value !== null && "person" in value;
}

export function isEmpty(value: FormulaValue): boolean {
  return (
    value === null ||
    value === "" ||
    value === 0 ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** Empty counts as 0, true as 1. */
export function toNumber(value: FormulaValue): number {
  if (isDate(value)) return value.ms;
  if (typeof value === "string") return value.trim() === "" ? 0 : Number(value);
  return typeof value === "object" && value !== null ? toList(value).length : Number(value);
}

export function toText(value: FormulaValue): string {
  if (value === null) return "";
  if (Array.isArray(value)) return value.map(toText).join(", ");
  if (isPage(value)) return value.title;
  if (isPerson(value)) return value.name;
  if (!isDate(value)) return String(value);
  return value.end ? `${momentText(value)} → ${momentText(value.end)}` : momentText(value);
}

function momentText({ ms, day }: { ms: number; day: boolean }): string {
  const iso = new Date(ms).toISOString();
  return day ? iso.slice(0, 10) : iso.slice(0, 16).replace("T", " ");
}

/** What is no list is a list of one. */
export function toList(value: FormulaValue): FormulaValue[] {
  return Array.isArray(value) ? value : value === null ? [] : [value];
}

/** ISO text; null for any other. */
export function parseDate(text: string): DateValue | null {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : { ms, day: !text.includes("T") };
}

/** Below 0 when `a` comes first. Texts go by their characters, pages and people by their names. */
export function compare(a: FormulaValue, b: FormulaValue): number {
  const isNumeric = (value: FormulaValue) =>
    value === null || typeof value === "number" || typeof value === "boolean" || isDate(value);
  if (isNumeric(a) && isNumeric(b)) return toNumber(a) - toNumber(b);
  const [x, y] = [toText(a), toText(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

export function isSame(a: FormulaValue, b: FormulaValue): boolean {
  if (isPage(a) && isPage(b)) return a.page === b.page;
  if (isPerson(a) && isPerson(b)) return a.person === b.person;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((one, index) => isSame(one, b[index] ?? null));
  }
  return compare(a, b) === 0;
}
