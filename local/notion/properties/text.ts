import type { StoredText } from "../entities.ts";
import { expectString } from "../expect.ts";
import { readText, writeText } from "../rich-text.ts";
import type { PropertyType } from "./property-type.ts";

export const richText: PropertyType = {
  write: (input, { where }) => writeText(input, where),
  read: (stored, { call }) => readText((stored as StoredText[] | undefined) ?? [], call),
};

/** A plain string or null; an empty one is stored as null. */
function plain(limit: number): PropertyType {
  return {
    write: (input, { where }) => (input === null ? null : expectString(input, where, limit) || null),
    read: (stored) => stored ?? null,
  };
}

export const url = plain(2000);
export const email = plain(200);
export const phoneNumber = plain(200);
