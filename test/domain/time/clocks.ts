import { fc } from "../../support/fast-check.ts";

const minuteMs = 60_000;

/** Instants at which the clocks of a zone change, ahead and back, by half an hour, an hour or a whole day; and zones where they don't. */
const changes: [timeZone: string, at: string][] = [
  ["Europe/Berlin", "2026-03-29T01:00Z"],
  ["Europe/Berlin", "2026-10-25T01:00Z"],
  ["America/New_York", "2026-03-08T07:00Z"],
  ["America/New_York", "2026-11-01T06:00Z"],
  ["Australia/Lord_Howe", "2026-10-03T15:30Z"],
  ["Australia/Lord_Howe", "2026-04-04T15:00Z"],
  ["Pacific/Apia", "2011-12-30T10:00Z"],
  ["America/St_Johns", "2006-10-29T02:31Z"],
  ["Africa/Cairo", "2026-04-23T22:00Z"],
  ["Asia/Kolkata", "2026-12-31T18:30Z"],
  ["Asia/Kolkata", "2024-02-28T18:30Z"],
  ["UTC", "2028-02-29T00:00Z"],
];

/** A zone and an instant (in whole minutes) less than two days from one of its changes. */
export const anyClock: fc.Arbitrary<{ timeZone: string; instant: number }> = fc
  .tuple(fc.constantFrom(...changes), fc.integer({ min: -2_800, max: 2_800 }))
  .map(([[timeZone, at], minutes]) => ({ timeZone, instant: Date.parse(at) + minutes * minuteMs }));

const formats = new Map<string, Intl.DateTimeFormat>();
const known = new Map<string, number>();

/** What the clocks show by Intl's own reading of each field, slowly: the oracle. */
export function shownAt(instant: number, timeZone: string): number {
  const key = `${timeZone} ${instant}`;
  const shown = known.get(key) ?? read(instant, timeZone);
  known.set(key, shown);
  return shown;
}

function read(instant: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    const fields = {
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    } as const;
    format = new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", ...fields });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute);
}

/**
 * Walks the clocks minute by minute. `isNew` wall times are those that no clock of the zone has shown before: none where
 * an hour comes again, all that were jumped over where clocks are set ahead.
 */
export function* ticks(
  from: number,
  timeZone: string,
): Generator<{ instant: number; shown: number; isNew: number[] }, never> {
  let highest = Math.max(
    ...Array.from({ length: 1_600 }, (_, back) => shownAt(from - back * minuteMs, timeZone)),
  );
  for (let instant = from + minuteMs; ; instant += minuteMs) {
    const shown = shownAt(instant, timeZone);
    const isNew: number[] = [];
    for (; highest < shown; highest += minuteMs) isNew.push(highest + minuteMs);
    yield { instant, shown, isNew };
  }
}

export function iso(instant: number): string {
  return new Date(instant).toISOString();
}
