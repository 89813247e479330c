import type { Computed, DateRange, FileLink, Option, Person, Value } from "../../domain/row.ts";
import { decodeRichText } from "./decode-rich-text.ts";
import { type Json, list, numberOrNull, record, text, textOrNull } from "./json.ts";

/** A property value object, `{type, [type]: …}`, → its canonical value. Works on rollup items too, which have no id. */
export function decodeValue(property: Json): Value {
  const type = text(property.type);
  const raw = property[type];
  switch (type) {
    case "title":
    case "rich_text":
      return { type, value: decodeRichText(raw) };
    case "number":
      return { type, value: numberOrNull(raw) };
    case "select":
    case "status":
      return { type, value: raw ? decodeOption(raw) : null };
    case "multi_select":
      return { type, value: list(raw).map(decodeOption) };
    case "date":
      return { type, value: decodeDate(raw) };
    case "people":
      return { type, value: list(raw).map(decodePerson) };
    case "created_by":
    case "last_edited_by":
      return { type, value: raw ? decodePerson(raw) : null };
    case "files":
      return { type, value: list(raw).map(decodeFile) };
    case "checkbox":
      return { type, value: raw === true };
    case "url":
    case "email":
    case "phone_number":
    case "created_time":
    case "last_edited_time":
      return { type, value: textOrNull(raw) };
    case "relation":
      return { type, value: list(raw).map((item) => text(record(item).id)) };
    case "unique_id":
      return { type, value: raw ? decodeUniqueId(record(raw)) : null };
    case "formula":
      return { type, value: decodeComputed(record(raw)) };
    case "rollup":
      return { type, value: decodeRollup(record(raw)) };
    default:
      return { type: "other", notionType: type, value: raw ?? null };
  }
}

function decodeOption(raw: unknown): Option {
  const option = record(raw);
  return { id: text(option.id), name: text(option.name) };
}

function decodePerson(raw: unknown): Person {
  const user = record(raw);
  const person: Person = { id: text(user.id) };
  if (typeof user.name === "string") person.name = user.name;
  const { email } = record(user.person);
  if (typeof email === "string") person.email = email;
  return person;
}

function decodeDate(raw: unknown): DateRange | null {
  const date = record(raw);
  if (typeof date.start !== "string") return null;
  const range: DateRange = { start: date.start };
  if (typeof date.end === "string") range.end = date.end;
  if (typeof date.time_zone === "string") range.timeZone = date.time_zone;
  return range;
}

function decodeFile(raw: unknown): FileLink {
  const file = record(raw);
  const hosted = file.type === "file";
  const url = text(record(file[text(file.type)]).url);
  // The query string of Notion's own files is a signature, new on every read.
  return { name: text(file.name), url: hosted ? url.replace(/\?.*$/s, "") : url, hosted };
}

function decodeUniqueId(raw: Json): { prefix: string | null; number: number | null } {
  return { prefix: textOrNull(raw.prefix), number: numberOrNull(raw.number) };
}

function decodeComputed(raw: Json): Computed {
  switch (raw.type) {
    case "string":
      return { kind: "string", value: textOrNull(raw.string) };
    case "number":
      return { kind: "number", value: numberOrNull(raw.number) };
    case "boolean":
      return { kind: "boolean", value: typeof raw.boolean === "boolean" ? raw.boolean : null };
    case "date":
      return { kind: "date", value: decodeDate(raw.date) };
    default:
      return { kind: "none", value: null };
  }
}

function decodeRollup(raw: Json): (Value & { type: "rollup" })["value"] {
  if (raw.type !== "array") return decodeComputed(raw);
  return { kind: "array", value: list(raw.array).map((item) => decodeValue(record(item))) };
}
