import { expectBoolean, expectNumber, expectString } from "../expect.ts";
import type { PropertyType } from "./property-type.ts";

export const number: PropertyType = {
  configure: (input, { where }) => ({
    format: input.format === undefined ? "number" : expectString(input.format, `${where}.format`),
  }),
  write: (input, { where }) => (input === null ? null : expectNumber(input, where)),
  read: (stored) => stored ?? null,
};

export const checkbox: PropertyType = {
  write: (input, { where }) => expectBoolean(input, where),
  read: (stored) => stored ?? false,
};

export const uniqueId: PropertyType = {
  configure: (input) => ({ prefix: input.prefix ?? null }),
  read: (stored, { property }) => ({ prefix: property.config.prefix ?? null, number: stored ?? null }),
};

export const button: PropertyType = { read: () => ({}) };
export const place: PropertyType = { write: (input) => input, read: (stored) => stored ?? null };
export const verification: PropertyType = {
  read: (stored) => stored ?? { state: "unverified", verified_by: null, date: null },
};
