import { dateText } from "../date-text.ts";
import type { DateRange } from "../row.ts";

/** An @mentioned date as the reader writes dates; as the other texts of a message have it where nobody said who reads. */
export function shownDate(range: DateRange, locale: string | undefined): string {
  if (locale === undefined) return dateText(range);
  const ends = [range.start, range.end].filter((end) => end !== undefined);
  return ends.map((end) => inWords(end, locale)).join(" → ");
}

/** Times read as they were entered, in their own offset. */
function inWords(iso: string, locale: string): string {
  const hasTime = iso.includes("T");
  const wall = Date.parse(hasTime ? `${iso.slice(0, 19)}Z` : iso);
  if (Number.isNaN(wall)) return iso;
  return new Intl.DateTimeFormat(locale, {
    dateStyle: "long",
    ...(hasTime ? { timeStyle: "short" } : {}),
    timeZone: "UTC",
  }).format(wall);
}
