const day = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const moment = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** `3 May 2026` of an ISO date; `3 May 2026, 14:30` here of a time. */
export function showDate(iso: string): string {
  return iso.includes("T") ? moment.format(new Date(iso)) : day.format(new Date(iso));
}

/** The time of day here, with the date before it unless it is the same day as `now`. */
export function showTime(iso: string, now: string | undefined): string {
  const time = new Date(iso);
  const isToday = now !== undefined && time.toDateString() === new Date(now).toDateString();
  return isToday ? clock.format(time) : moment.format(time);
}
