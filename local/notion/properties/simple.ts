import {
  expectBoolean,
  expectKeys,
  expectNumber,
  expectObject,
  expectOneOf,
  expectString,
} from "../expect.ts";
import { readUser } from "../render/user.ts";
import { writeDate } from "./date.ts";
import type { PropertyType } from "./property-type.ts";

export const number: PropertyType = {
  configure: (input, { where, before }) => ({
    format:
      input.format === undefined
        ? (before?.format ?? "number")
        : expectString(input.format, `${where}.format`),
  }),
  write: (input, { where }) => (input === null ? null : expectNumber(input, where)),
  read: (stored) => stored ?? null,
};

export const checkbox: PropertyType = {
  write: (input, { where }) => expectBoolean(input, where),
  read: (stored) => stored ?? false,
};

export const uniqueId: PropertyType = {
  configure: (input, { where, before }) => {
    const { prefix = before?.prefix ?? null } = input;
    return { prefix: prefix === null ? null : expectString(prefix, `${where}.prefix`) };
  },
  read: (stored, { property }) => ({ prefix: property.config.prefix ?? null, number: stored ?? null }),
};

export const button: PropertyType = { read: () => ({}) };

const PLACE = ["lat", "lon", "name", "address", "aws_place_id", "google_place_id"];

export const place: PropertyType = {
  write(input, { where }) {
    if (input === null) return null;
    const given = expectObject(input, where);
    expectKeys(given, PLACE, where);
    expectNumber(given.lat, `${where}.lat`);
    expectNumber(given.lon, `${where}.lon`);
    return given;
  },
  read: (stored) => stored ?? null,
};

type Verification = { state: string; by: string; date: { end: string | null } | null };

/** Who verifies is who writes it. After the end of its date it has expired. */
export const verification: PropertyType = {
  write(input, { call, where }) {
    const given = expectObject(input, where);
    const state = expectOneOf(given.state, ["verified", "unverified"], `${where}.state`);
    if (state === "unverified") return undefined;
    const date = given.date == null ? null : writeDate(given.date, `${where}.date`);
    return { state, by: call.actor.id, date };
  },
  read(stored, { call }) {
    if (!stored) return { state: "unverified", verified_by: null, date: null };
    const { by, date } = stored as Verification;
    const isOver = date?.end && Date.parse(date.end) <= call.workspace.clock.now().getTime();
    return { state: isOver ? "expired" : "verified", verified_by: readUser(by, call), date };
  },
};

/** In schemas only: what their values look like is not documented, nor in a recorded answer. */
export const undocumented: PropertyType = { read: () => null };
