import { instantAt } from "./zone.ts";

/** A cell's date: a day, as the wall time of its midnight, or an instant. */
export type Dated = { day: number } | { instant: number };

/** Reads an ISO date or date-time; one without an offset is by the clocks of the zone. Undefined for what is no date. */
export function datedOf(iso: string | null, timeZone: string): Dated | undefined {
  if (iso === null) return undefined;
  const isDay = iso.length <= 10;
  const hasOffset = /(Z|[+-]\d\d:\d\d)$/i.test(iso);
  const time = Date.parse(isDay || hasOffset ? iso : `${iso}Z`);
  if (Number.isNaN(time)) return undefined;
  if (isDay) return { day: time };
  return { instant: hasOffset ? time : instantAt(time, timeZone) };
}
