const secondMs = 1_000;
const dayMs = 86_400_000;

/** More than ten years of days; a walk over a longer time begins anew instead of filling the memory. */
const mostDays = 4_000;

/** A UTC day's offset at its beginning, and from when on another one applies; never for nearly all days. */
type Day = { before: number; after: number; changesAt: number };

/**
 * Offsets from UTC of one time zone, in milliseconds. Intl is asked twice a day and remembered: it takes a microsecond or
 * two an answer, and rows of one source share their days. No zone of the tz database ever changed twice in a UTC day.
 */
export class Offsets {
  readonly #format: Intl.DateTimeFormat;
  readonly #days = new Map<number, Day>();

  /** @throws RangeError when Intl does not know the zone. */
  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  }

  at(instant: number): number {
    const day = this.#day(Math.floor(instant / dayMs));
    return instant < day.changesAt ? day.before : day.after;
  }

  /** The first change later than `from` and not later than `until`. */
  changeIn(from: number, until: number): number | undefined {
    for (let day = Math.floor(from / dayMs); day * dayMs <= until; day++) {
      const { changesAt } = this.#day(day);
      if (changesAt > from && changesAt <= until) return changesAt;
    }
    return undefined;
  }

  #day(number: number): Day {
    const known = this.#days.get(number);
    if (known) return known;
    if (this.#days.size >= mostDays) this.#days.clear();
    const day = this.#readDay(number * dayMs);
    this.#days.set(number, day);
    return day;
  }

  #readDay(start: number): Day {
    const before = this.#read(start);
    const after = this.#read(start + dayMs);
    if (before === after) return { before, after, changesAt: Number.POSITIVE_INFINITY };
    let [known, changed] = [0, dayMs / secondMs];
    while (changed - known > 1) {
      const middle = (known + changed) >> 1;
      if (this.#read(start + middle * secondMs) === before) known = middle;
      else changed = middle;
    }
    return { before, after, changesAt: start + changed * secondMs };
  }

  /** `…, GMT-03:30` → -12,600,000; old offsets have seconds, and UTC is bare `GMT`. */
  #read(instant: number): number {
    const match = /GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?$/.exec(this.#format.format(instant));
    const [, sign, hours = 0, minutes = 0, seconds = 0] = match ?? [];
    const length = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * secondMs;
    return sign === "-" ? -length : length;
  }
}
