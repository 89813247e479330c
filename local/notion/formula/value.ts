/** `day`: without a time of day. */
export type DateValue = { ms: number; day: boolean };
export type FormulaValue = string | number | boolean | DateValue | FormulaValue[] | null;
export type FormulaType = "string" | "number" | "boolean" | "date" | "list";

export function isDate(value: FormulaValue): value is DateValue {
  return typeof value === "object" && value !== null && !Array.isArray(value);
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
  return Number(Array.isArray(value) ? value.length : value);
}

export function toText(value: FormulaValue): string {
  if (value === null) return "";
  if (Array.isArray(value)) return value.map(toText).join(", ");
  if (!isDate(value)) return String(value);
  const iso = new Date(value.ms).toISOString();
  return value.day ? iso.slice(0, 10) : iso.slice(0, 16).replace("T", " ");
}

export function parseDate(text: string): DateValue {
  return { ms: Date.parse(text), day: !text.includes("T") };
}
