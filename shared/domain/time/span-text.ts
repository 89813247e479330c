import { dateText } from "../date-text.ts";
import { isElapsed } from "./calendar.ts";
import { type Relative, spanOf } from "./relative.ts";
import { wallAt } from "./zone.ts";

/** What a time as seen from now is just then, by the clocks of the zone: `22 November 2026 → 29 November 2026`. */
export function spanText(relative: Relative, timeZone: string, now: string): string {
  const span = spanOf(relative, timeZone, Date.parse(now));
  const written = (time: number) => {
    const wall = isElapsed(relative.unit) ? wallAt(time, timeZone) : time;
    return new Date(wall).toISOString().slice(0, isElapsed(relative.unit) ? 16 : 10);
  };
  return dateText({ start: written(span.from), ...(span.to > span.from && { end: written(span.to) }) });
}
