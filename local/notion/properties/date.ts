import type { Json } from "../entities.ts";
import { expectObject, expectString } from "../expect.ts";
import { failed, invalid } from "../problem.ts";
import type { PropertyType } from "./property-type.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const OFFSET = /(Z|[+-]\d{2}:?\d{2})$/;

/** `2026-11-22` stays a day; a time gets milliseconds and an offset, UTC where none is given. */
export const date: PropertyType = {
  write: (input, { where }) => (input === null ? null : writeDate(input, where)),
  read: (stored) => stored ?? null,
};

export function writeDate(input: unknown, where: string): Json {
  const given = expectObject(input, where);
  const zone = given.time_zone == null ? null : expectString(given.time_zone, `${where}.time_zone`);
  const start = writeMoment(given.start, zone, `${where}.start`);
  const end = given.end == null ? null : writeMoment(given.end, zone, `${where}.end`);
  return { start, end, time_zone: zone };
}

function writeMoment(input: unknown, zone: string | null, where: string): string {
  const text = expectString(input, where);
  if (Number.isNaN(Date.parse(text))) throw failed(where, "a valid ISO 8601 date string", input);
  if (DAY.test(text)) return text;
  const offset = OFFSET.exec(text)?.[0];
  if (offset && zone) {
    throw invalid(`${where} cannot have a UTC offset when a time_zone is given, instead was \`${text}\`.`);
  }
  const local = text.slice(0, text.length - (offset?.length ?? 0));
  const withMillis = new Date(`${local}Z`).toISOString().slice(0, -1);
  return `${withMillis}${offset === undefined || offset === "Z" ? "+00:00" : offset}`;
}
