import { type Call, find } from "../call.ts";
import { TEXT_COLORS } from "../colors.ts";
import type { Json } from "../entities.ts";
import {
  expectArray,
  expectBoolean,
  expectKeys,
  expectNumber,
  expectObject,
  expectOneOf,
  expectString,
  expectUuid,
} from "../expect.ts";
import { writeIcon } from "../files/icon.ts";
import { writeFile } from "../files/stored-file.ts";
import { failed } from "../problem.ts";
import { writeText } from "../rich-text.ts";
import { LANGUAGES } from "./languages.ts";

/** From one key of a block in a request to what is stored of it. @throws Problem naming `where`. */
export type Field = (input: unknown, where: string, call: Call) => unknown;

export const text: Field = (input, where) => writeText(input, where);
export const color: Field = (input, where) => expectOneOf(input, TEXT_COLORS, where);
export const flag: Field = (input, where) => expectBoolean(input, where);
export const line: Field = (input, where) => expectString(input, where);
export const icon: Field = (input, where, call) =>
  input === null ? null : writeIcon(call, expectObject(input, where), where);
export const expression: Field = (input, where) => expectString(input, where, 1000);
export const language: Field = (input, where) => expectOneOf(input, LANGUAGES, where);
export const cells: Field = (input, where) =>
  expectArray(input, where).map((cell, index) => writeText(cell, `${where}[${index}]`));
export const listFormat: Field = (input, where) => expectOneOf(input, ["numbers", "letters", "roman"], where);

export const width: Field = (input, where) => {
  const columns = expectNumber(input, where);
  if (!Number.isInteger(columns) || columns < 1) throw failed(where, "≥ `1`", input);
  return columns;
};

export const ratio: Field = (input, where) => {
  const part = expectNumber(input, where);
  if (part <= 0 || part > 1) throw failed(where, "a number between `0` and `1`", input);
  return part;
};

/** A copy names the block whose content it shows, and only that; null makes an original. */
export const syncedFrom: Field = (input, where, call) => {
  if (input === null) return null;
  const from = expectObject(input, where);
  expectKeys(from, ["type", "block_id"], where);
  const original = find(call, "block", from.block_id, `${where}.block_id`);
  if (original.type !== "synced_block" || original.data.synced_from) {
    throw failed(`${where}.block_id`, "the id of an original synced block", from.block_id);
  }
  return { type: "block_id", block_id: original.id };
};

/** Of some keys a block has one, and `type` names it: it is a file of the web or an upload, it links to a page or else. */
export type Choice = {
  keys: readonly string[];
  write(input: Json, where: string, call: Call): Json;
};

export const file: Choice = {
  keys: ["external", "file_upload", "file"],
  write: (input, where, call) => writeFile(call, input, where),
};

export const target: Choice = {
  keys: ["page_id", "database_id", "comment_id"],
  write(input, where) {
    const type = target.keys.find((key) => key in input) ?? "page_id";
    return { type, [type]: expectUuid(input[type], `${where}.${type}`) };
  },
};
