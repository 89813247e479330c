const day = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const momentFormat = {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
} as const;
const moment = new Intl.DateTimeFormat("en-GB", momentFormat);
const wall = new Intl.DateTimeFormat("en-GB", { ...momentFormat, timeZone: "UTC" });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** As Notion shows a date cell. */
export type DateRange = { start: string; end: string | null } | null;

/** `3 May 2026` of an ISO date; `3 May 2026, 14:30` here of a time. */
export function showDate(iso: string): string {
  return iso.includes("T") ? moment.format(new Date(iso)) : day.format(new Date(iso));
}

/** `3 May 2026 → 5 May 2026`; a time of another place as it is there: `3 May 2026, 09:00 (GMT+9)`. */
export function showRange(date: DateRange): string | null {
  if (!date) return null;
  const offset = foreignOffset(date.start);
  const show = offset === undefined ? showDate : showWall;
  const ends = [date.start, date.end].flatMap((iso) => (iso ? show(iso) : []));
  return `${ends.join(" → ")}${offset === undefined ? "" : ` (${nameOfOffset(offset)})`}`;
}

/** `+09:00` of a time that was written for another place than this; Notion tells no more of its zone. */
export function foreignOffset(iso: string): string | undefined {
  const offset = /T.*([+-]\d\d):(\d\d)$/.exec(iso);
  if (!offset) return undefined;
  const [, hours = "", minutes = ""] = offset;
  const east = Number(hours) * 60 + (hours.startsWith("-") ? -1 : 1) * Number(minutes);
  return east === 0 || east === -new Date(iso).getTimezoneOffset() ? undefined : `${hours}:${minutes}`;
}

/** `GMT+9` of `+09:00`. */
export function nameOfOffset(offset: string): string {
  return `GMT${offset.replace(/^([+-])0/, "$1").replace(":00", "")}`;
}

/** The time as it is written, at whatever place that is. */
function showWall(iso: string): string {
  return iso.includes("T") ? wall.format(new Date(`${iso.slice(0, 16)}Z`)) : showDate(iso);
}

/** The time of day here, with the date before it unless it is the same day as `now`. */
export function showTime(iso: string, now: string | undefined): string {
  const time = new Date(iso);
  const isToday = now !== undefined && time.toDateString() === new Date(now).toDateString();
  return isToday ? clock.format(time) : moment.format(time);
}
