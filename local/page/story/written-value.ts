import { showDate } from "../cells/show-date.ts";
import { showNumber } from "../cells/show-number.ts";
import { sources } from "../state/sources.ts";

/** A value of a change as its column shows it; Rowbell remembers what was there, not how it looked. */
export function writtenValue(sourceId: string, column: string, text: string): string {
  const known = sources.value.find(({ id }) => id === sourceId)?.properties[column];
  if (text === "" || !known) return text;
  if (known.type === "number" && Number.isFinite(Number(text)))
    return showNumber(Number(text), known.number.format);
  if (known.type === "date" && /^\d{4}-\d\d-\d\d/.test(text)) {
    return text.replace(/\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?/g, showDate);
  }
  return text;
}
