const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const known = new Map<string, number>();
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The first instant at which the clocks of a zone show a time of a day, or are past it where they jump over it: minute by
 * minute, so that it shares no idea with what is proven.
 * @param day `2026-03-29`. @param minutes after midnight.
 */
export function firstInstantAt(day: string, minutes: number, timeZone: string): number {
  const name = `${day} ${minutes} ${timeZone}`;
  const before = known.get(name);
  if (before !== undefined) return before;
  const wanted = `${day} ${clockOf(minutes)}`;
  let instant = Date.parse(`${day}T00:00:00Z`) + minutes * minuteMs - 15 * hourMs;
  while (shown(instant + hourMs, timeZone) < wanted) instant += hourMs;
  while (shown(instant, timeZone) < wanted) instant += minuteMs;
  known.set(name, instant);
  return instant;
}

/** `2026-03-29 03:00` */
export function shown(instant: number, timeZone: string): string {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  formats.set(timeZone, format);
  return format.format(instant);
}

/** `9:05` as `09:05` */
function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
