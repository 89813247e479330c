import type { SourceSchema } from "./row.ts";
import { fold } from "./words.ts";

const MAX_LISTED = 12;
/** With more edits than these, and with so many in short names, any name starts to resemble any other. */
const MAX_DISTANCE = 2;
/** Below this, a name that is a part of another says nothing. */
const SHORTEST_PART = 3;

/**
 * The sentence for a name that is no column of a source, with its columns and, when one is close, a suggestion:
 * `I can't find "Stauts" in Orders. Its columns are Name, Status, Email — did you mean Status?`
 */
export function unknownColumn(name: string, source: SourceSchema): string {
  const names = source.columns.map((column) => column.name);
  const lost = `I can't find "${name}" in ${source.name}.`;
  if (names.length === 0) return `${lost} It has no columns`;
  return `${lost} ${listed(names)}${suggestion(name, names)}`;
}

/** ` — did you mean Status?` when one of the names is close to what was written, else nothing. */
export function suggestion(written: string, names: readonly string[]): string {
  const name = closest(written, names);
  if (name === undefined) return "";
  // A name may end with what ends the sentence.
  return ` — did you mean ${/[\p{L}\p{M}\p{N})]$/u.test(name) ? name : `"${name}"`}?`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MAX_LISTED).join(", ");
  const rest = names.length - MAX_LISTED;
  const verb = names.length === 1 ? "Its only column is" : "Its columns are";
  return `${verb} ${shown}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function closest(name: string, names: readonly string[]): string | undefined {
  const wanted = letters(name);
  let best: string | undefined;
  let bestDistance = Math.min(MAX_DISTANCE, Math.floor((wanted.length + 1) / 3)) + 1;
  for (const candidate of names) {
    const distance = editDistance(wanted, letters(candidate), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best ?? partner(wanted, names);
}

/** The only name that holds what was written as whole words, or that what was written holds: `Party?` of `🎉 Party?`. */
function partner(wanted: string, names: readonly string[]): string | undefined {
  const holds = (whole: string, part: string) =>
    part.length >= SHORTEST_PART && ` ${whole} `.includes(` ${part} `);
  const found = names.filter((name) => holds(letters(name), wanted) || holds(wanted, letters(name)));
  return found.length === 1 ? found[0] : undefined;
}

/** A name as it is compared: "ß" is "ss" to many keyboards, and signs are easily left out. */
function letters(name: string): string {
  return fold(name)
    .replaceAll("ß", "ss")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

/** Edits between two words, two letters swapped being one, or `limit` as soon as it is certain to reach it. */
function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) >= limit) return limit;
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const substituted = (previous[j - 1] ?? limit) + (left[i - 1] === right[j - 1] ? 0 : 1);
      const isSwapped = j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      const swapped = isSwapped ? (before[j - 2] ?? limit) + 1 : limit;
      current.push(Math.min(substituted, swapped, (previous[j] ?? limit) + 1, (current[j - 1] ?? limit) + 1));
    }
    if (Math.min(...current, ...previous) >= limit) return limit;
    before = previous;
    previous = current;
  }
  return previous[right.length] ?? limit;
}
