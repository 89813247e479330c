import type { Json } from "../entities.ts";
import { expectObject, expectString } from "../expect.ts";
import { failed, invalid } from "../problem.ts";
import type { PropertyType } from "./property-type.ts";
import { offsetIn } from "./zone.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const OFFSET = /(Z|[+-]\d{2}:?\d{2})$/;

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
  const text = expectString(input, where);
  if (Number.isNaN(Date.parse(text))) throw failed(where, "a valid ISO 8601 date string", input);
  const isDay = DAY.test(text);
  const given = isDay ? undefined : OFFSET.exec(text)?.[0];
  if (zone && (given !== undefined || isDay)) {
    const what = isDay ? "must have a time" : "cannot have a UTC offset";
    throw invalid(`${where} ${what} when a time_zone is given, instead was \`${text}\`.`);
  }
  if (isDay) return text;
  const local = text.slice(0, text.length - (given?.length ?? 0));
  const moment = new Date(`${local}Z`);
  const offset = zone
    ? offsetIn(zone, moment, where)
    : given === undefined || given === "Z"
      ? "+00:00"
      : given;
  return `${moment.toISOString().slice(0, -1)}${offset}`;
}
