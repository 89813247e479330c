const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

const two = (number: number) => String(number).padStart(2, "0");
const hour12 = (date: Date) => date.getUTCHours() % 12 || 12;

function ordinal(day: number): string {
  const ending = day > 10 && day < 14 ? "th" : (["th", "st", "nd", "rd"][day % 10] ?? "th");
  return `${day}${ending}`;
}

// Longest first: MMMM before MM before M.
const TOKENS: Record<string, (date: Date) => string | number> = {
  YYYY: (date) => date.getUTCFullYear(),
  YY: (date) => two(date.getUTCFullYear() % 100),
  MMMM: (date) => MONTHS[date.getUTCMonth()] ?? "",
  MMM: (date) => (MONTHS[date.getUTCMonth()] ?? "").slice(0, 3),
  MM: (date) => two(date.getUTCMonth() + 1),
  M: (date) => date.getUTCMonth() + 1,
  Q: (date) => Math.floor(date.getUTCMonth() / 3) + 1,
  Do: (date) => ordinal(date.getUTCDate()),
  DD: (date) => two(date.getUTCDate()),
  D: (date) => date.getUTCDate(),
  dddd: (date) => DAYS[date.getUTCDay()] ?? "",
  ddd: (date) => (DAYS[date.getUTCDay()] ?? "").slice(0, 3),
  dd: (date) => (DAYS[date.getUTCDay()] ?? "").slice(0, 2),
  d: (date) => date.getUTCDay(),
  HH: (date) => two(date.getUTCHours()),
  H: (date) => date.getUTCHours(),
  hh: (date) => two(hour12(date)),
  h: hour12,
  mm: (date) => two(date.getUTCMinutes()),
  m: (date) => date.getUTCMinutes(),
  ss: (date) => two(date.getUTCSeconds()),
  s: (date) => date.getUTCSeconds(),
  A: (date) => (date.getUTCHours() < 12 ? "AM" : "PM"),
  a: (date) => (date.getUTCHours() < 12 ? "am" : "pm"),
  X: (date) => Math.floor(date.getTime() / 1000),
  x: (date) => date.getTime(),
};
const PATTERN = new RegExp(`\\[([^\\]]*)\\]|${Object.keys(TOKENS).join("|")}`, "g");

/** The tokens of Moment, which Notion's `formatDate` takes; `[in brackets]` stays as it is. UTC. */
export function formatDate(date: Date, format: string): string {
  return format.replace(PATTERN, (token: string, literal: string | undefined) =>
    literal === undefined ? String(TOKENS[token]?.(date) ?? token) : literal,
  );
}
