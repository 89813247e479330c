import { expectString } from "./expect.ts";
import { failed } from "./problem.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?$/i;

/** A day, or a time. `local` is what its clock shows, as if that were UTC; without an `offset` it is. */
export type IsoDate = { isDay: boolean; local: Date; offset: string | undefined; ms: number };

/** @throws Problem for what is neither, and for days no calendar has. */
export function readIso(input: unknown, where: string): IsoDate {
  const text = expectString(input, where);
  const [, day = text, time, zone] = TIME.exec(text) ?? [];
  const local = new Date(`${day}T${time ?? "00:00"}Z`);
  const offset = zone === undefined ? undefined : offsetIn(zone);
  const ms = isOn(day, local)
    ? Date.parse(`${local.toISOString().slice(0, -1)}${offset ?? "Z"}`)
    : Number.NaN;
  if (Number.isNaN(ms)) throw failed(where, "a valid ISO 8601 date string", input);
  return { isDay: time === undefined, local, offset, ms };
}

/** The 30th of February would turn into a day of March. */
function isOn(day: string, local: Date): boolean {
  return DAY.test(day) && !Number.isNaN(local.getTime()) && local.toISOString().startsWith(day);
}

function offsetIn(zone: string): string {
  if (/^z$/i.test(zone)) return "+00:00";
  return zone.includes(":") ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}
