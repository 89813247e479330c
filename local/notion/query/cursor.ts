import { invalid } from "../problem.ts";

/**
 * Where a scan goes on: `place` rows have been given, and `rowId` was to be the next. `shuffle` and `session` are what
 * its pages have in common, "" for nothing.
 */
export type Cursor = { place: number; rowId: string; shuffle: string; session: string };

/** Opaque and no UUID, as Notion's are since 2026-04-22. */
export function writeCursor({ place, rowId, shuffle, session }: Cursor): string {
  return Buffer.from([place, rowId, shuffle, session].join("/")).toString("base64url");
}

/** @throws Problem for what is no cursor of ours */
export function readCursor(input: unknown): Cursor | undefined {
  if (input === undefined || input === null) return undefined;
  const text = Buffer.from(String(input), "base64url").toString();
  const parts = /^(\d+)\/([0-9a-f-]{36})\/([\w.]*)\/(\w*)$/.exec(text);
  if (!parts) throw badCursor(input);
  const [, place, rowId = "", shuffle = "", session = ""] = parts;
  return { place: Number(place), rowId, shuffle, session };
}

export function badCursor(input: unknown): ReturnType<typeof invalid> {
  return invalid(`The start_cursor provided is invalid: ${input}`);
}
