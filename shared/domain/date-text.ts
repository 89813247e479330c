import type { DateRange } from "./row.ts";

// Spelled out here: what Intl prints changes with the ICU data of the machine, and a message must not.
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** `3 May 2026`, `3 May 2026, 14:30`, `3 May 2026 → 5 May 2026`; times as they read in the value's own offset. */
export function dateText(range: DateRange): string {
  const start = momentText(range.start);
  if (range.end === undefined || range.end === "") return start;
  const end = momentText(range.end);
  const [day, time] = end.split(", ");
  return `${start} → ${time !== undefined && start.startsWith(`${day}, `) ? time : end}`;
}

/** `3 May 2026` or `3 May 2026, 14:30` of an ISO date or date-time; other text is returned as it is. */
export function momentText(iso: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?/.exec(iso);
  const month = MONTHS[Number(match?.[2]) - 1];
  if (!match || month === undefined) return iso;
  const day = `${Number(match[3])} ${month} ${match[1]}`;
  return match[4] === undefined ? day : `${day}, ${match[4]}`;
}
