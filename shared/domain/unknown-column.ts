import type { SourceSchema } from "./row.ts";

const MAX_LISTED = 12;
/** Transposed or doubled letters are two edits; with three, short names start to resemble anything. */
const MAX_DISTANCE = 2;

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
  return name === undefined ? "" : ` — did you mean ${name}?`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MAX_LISTED).join(", ");
  const rest = names.length - MAX_LISTED;
  const verb = names.length === 1 ? "Its only column is" : "Its columns are";
  return `${verb} ${shown}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function closest(name: string, names: readonly string[]): string | undefined {
  const wanted = name.trim().toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.min(MAX_DISTANCE, Math.floor(wanted.length / 2)) + 1;
  for (const candidate of names) {
    const distance = editDistance(wanted, candidate.trim().toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein's distance between two words, or `limit` as soon as it is certain to reach it. */
function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) >= limit) return limit;
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const substituted = (previous[j - 1] ?? limit) + (left[i - 1] === right[j - 1] ? 0 : 1);
      current.push(Math.min(substituted, (previous[j] ?? limit) + 1, (current[j - 1] ?? limit) + 1));
    }
    if (Math.min(...current) >= limit) return limit;
    previous = current;
  }
  return previous[right.length] ?? limit;
}
