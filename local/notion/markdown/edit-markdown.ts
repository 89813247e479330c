import type { Json } from "../entities.ts";
import {
  expectArray,
  expectBoolean,
  expectKeys,
  expectObject,
  expectOneOf,
  expectString,
} from "../expect.ts";
import { failed, invalid } from "../problem.ts";

const TYPES = ["insert_content", "replace_content_range", "update_content", "replace_content"] as const;
const ANY_LENGTH = Number.POSITIVE_INFINITY;

/** Checks the body of an update of markdown. @throws Problem naming what is wrong. */
export function checkEdit(body: Json): void {
  if (body.allow_async !== undefined) expectBoolean(body.allow_async, "body.allow_async");
  editMarkdown(body, undefined);
}

/**
 * The markdown after the change that the body asks for. @param old undefined to check the body only.
 * @throws Problem for text that is not there, or is there more than once.
 */
export function editMarkdown(body: Json, old: string | undefined): string {
  const type = expectOneOf(body.type, TYPES, "body.type");
  const where = `body.${type}`;
  const given = expectObject(body[type], where);
  return EDITS[type](given, where, old);
}

type Edit = (given: Json, where: string, old: string | undefined) => string;

const EDITS: Record<(typeof TYPES)[number], Edit> = {
  insert_content(given, where, old) {
    expectKeys(given, ["content", "after", "position"], where);
    const content = expectString(given.content, `${where}.content`, ANY_LENGTH);
    const atStart = isStart(given.position, `${where}.position`);
    const after =
      given.after === undefined ? undefined : expectString(given.after, `${where}.after`, ANY_LENGTH);
    if (old === undefined) return "";
    if (old === "") return content;
    if (after === undefined) return atStart ? `${content}\n${old}` : `${old}\n${content}`;
    const [, end] = selection(old, after);
    // Behind the whole line in which the selection ends.
    const line = old.indexOf("\n", end);
    return line === -1 ? `${old}\n${content}` : `${old.slice(0, line)}\n${content}${old.slice(line)}`;
  },
  replace_content_range(given, where, old) {
    expectKeys(given, ["content", "content_range", "allow_deleting_content"], where);
    const content = expectString(given.content, `${where}.content`, ANY_LENGTH);
    const range = expectString(given.content_range, `${where}.content_range`, ANY_LENGTH);
    if (old === undefined) return "";
    const [start, end] = selection(old, range);
    return old.slice(0, start) + content + old.slice(end);
  },
  update_content(given, where, old) {
    expectKeys(given, ["content_updates", "allow_deleting_content"], where);
    const updates = expectArray(given.content_updates, `${where}.content_updates`);
    return updates.reduce<string>(
      (text, update, index) =>
        replace(update, `${where}.content_updates[${index}]`, old === undefined ? undefined : text),
      old ?? "",
    );
  },
  replace_content(given, where) {
    expectKeys(given, ["new_str", "allow_deleting_content"], where);
    return expectString(given.new_str, `${where}.new_str`, ANY_LENGTH);
  },
};

function isStart(position: unknown, where: string): boolean {
  if (position === undefined) return false;
  return expectOneOf(expectObject(position, where).type, ["start", "end"], `${where}.type`) === "start";
}

function replace(input: unknown, where: string, text: string | undefined): string {
  const given = expectObject(input, where);
  expectKeys(given, ["old_str", "new_str", "replace_all_matches"], where);
  const old = expectString(given.old_str, `${where}.old_str`, ANY_LENGTH);
  const to = expectString(given.new_str, `${where}.new_str`, ANY_LENGTH);
  if (old === "") throw failed(`${where}.old_str.length`, "≥ `1`", 0);
  if (text === undefined) return "";
  const parts = text.split(old);
  if (parts.length === 1) throw invalid(`${where}.old_str was not found in the page content.`);
  if (parts.length > 2 && given.replace_all_matches !== true) {
    throw invalid(
      `${where}.old_str matches ${parts.length - 1} places in the page content. Make it longer, or set replace_all_matches to true.`,
    );
  }
  return parts.join(to);
}

/** From where to where `start text...end text` reaches; without dots it is the text itself. */
function selection(text: string, range: string): [from: number, to: number] {
  const [first = "", ...others] = range.split("...");
  const last = others.join("...");
  const from = text.indexOf(first);
  const tail = from === -1 ? -1 : text.indexOf(last, from + first.length);
  if (from === -1 || tail === -1)
    throw invalid(`The selection "${range}" was not found in the page content.`);
  return [from, tail + last.length];
}
