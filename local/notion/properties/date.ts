import type { Json } from "../entities.ts";
import { expectObject, expectString } from "../expect.ts";
import { readIso } from "../iso-date.ts";
import { invalid } from "../problem.ts";
import type { PropertyType } from "./property-type.ts";
import { offsetIn } from "./zone.ts";

/** `2026-11-22` stays a day; a time gets milliseconds and an offset, UTC where none is given. */
export const date: PropertyType = {
  write: (input, { where }) => (input === null ? null : writeDate(input, where)),
  read: (stored) => stored ?? null,
};

/** A named zone comes back as the offset it has at that time, and `time_zone` as null (changelog of 2021-12-14). */
export function writeDate(input: unknown, where: string): Json {
  const given = expectObject(input, where);
  const zone = given.time_zone == null ? null : expectString(given.time_zone, `${where}.time_zone`);
  const start = writeMoment(given.start, zone, `${where}.start`);
  const end = given.end == null ? null : writeMoment(given.end, zone, `${where}.end`);
  return { start, end, time_zone: null };
}

function writeMoment(input: unknown, zone: string | null, where: string): string {
  const { isDay, local, offset } = readIso(input, where);
  if (zone && (offset !== undefined || isDay)) {
    const what = isDay ? "must have a time" : "cannot have a UTC offset";
    throw invalid(`${where} ${what} when a time_zone is given, instead was \`${input}\`.`);
  }
  const shown = local.toISOString();
  if (isDay) return shown.slice(0, 10);
  return `${shown.slice(0, -1)}${zone ? offsetIn(zone, local, where) : (offset ?? "+00:00")}`;
}
