import { type Json, list, record } from "../../shared/adapters/notion/json.ts";

// What Notion's own JSON says, read a second time without the project's decoders: what they lose is noticed here.

type Leaf = string | number | boolean;

/** Every text, number and truth of a property value that must survive, `{type, [type]: …}`. */
export function contentOf(property: Json): Leaf[] {
  const raw = property[String(property.type)];
  switch (property.type) {
    case "title":
    case "rich_text":
      return list(raw).flatMap((item) => spanContent(record(item)));
    case "select":
    case "status":
      return leaves([record(raw).id, record(raw).name]);
    case "multi_select":
      return list(raw).flatMap((option) => leaves([record(option).id, record(option).name]));
    case "people":
      return list(raw).flatMap((user) => userContent(record(user)));
    case "created_by":
    case "last_edited_by":
      return userContent(record(raw));
    case "files":
      return list(raw).flatMap((file) => fileContent(record(file)));
    case "unique_id":
      return leaves([record(raw).prefix, record(raw).number]);
    case "formula":
      return computedContent(record(raw));
    case "rollup":
      return record(raw).type === "array"
        ? list(record(raw).array).flatMap((item) => contentOf(record(item)))
        : computedContent(record(raw));
    default:
      // Dates, relations, plain values, and whatever is not known: all of it.
      return leaves(raw);
  }
}

/** The texts among them that a reader of the mail must find, in one piece each. */
export function shownTexts(property: Json): string[] {
  const raw = property[String(property.type)];
  switch (property.type) {
    case "title":
    case "rich_text":
      return list(raw).map((item) => String(record(item).plain_text ?? ""));
    case "select":
    case "status":
    case "multi_select":
    case "files":
      return (Array.isArray(raw) ? raw : [raw]).map((item) => String(record(item).name ?? ""));
    case "people":
    case "created_by":
    case "last_edited_by":
      return (Array.isArray(raw) ? raw : [raw])
        .map(record)
        .map((user) => String(user.name || record(user.person).email || ""));
    case "relation":
      return list(raw).map((page) => String(record(page).id).replaceAll("-", ""));
    case "date":
    case "created_time":
    case "last_edited_time":
      return [String(record(raw).start ?? raw ?? "").slice(0, 4)];
    case "number":
    case "url":
    case "email":
    case "phone_number":
      return [String(raw ?? "")];
    case "unique_id":
      return leaves(raw).map(String);
    case "formula":
    case "rollup":
      return computedTexts(record(raw));
    default:
      return [];
  }
}

/** The plain texts of a block, its table cells and captions included. */
export function blockTexts(block: Json): string[] {
  const content = record(block[String(block.type)]);
  if (block.type === "equation") return [String(content.expression ?? "")];
  if (typeof content.title === "string") return [content.title];
  return plainTexts(block.type === "code" ? content.rich_text : content);
}

function plainTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(plainTexts);
  const own = record(value);
  if (typeof own.plain_text === "string") return [own.plain_text];
  return Object.values(own).flatMap(plainTexts);
}

function computedTexts(computed: Json): string[] {
  if (computed.type === "array") return list(computed.array).flatMap((item) => shownTexts(record(item)));
  const value = computed[String(computed.type)];
  if (computed.type === "date") return [String(record(value).start ?? "").slice(0, 4)];
  return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
}

function computedContent(computed: Json): Leaf[] {
  const { type } = computed;
  return type === "unsupported" || type === "incomplete" ? [] : leaves(computed[String(type)]);
}

const formats = ["bold", "italic", "strikethrough", "underline", "code"];

function spanContent(span: Json): Leaf[] {
  const [mention, annotations] = [record(span.mention), record(span.annotations)];
  return leaves([
    span.plain_text,
    span.href,
    record(mention[String(mention.type)]).id,
    annotations.color === "default" ? null : annotations.color,
    formats.flatMap((format) => (annotations[format] === true ? [true] : [])),
  ]);
}

function userContent(user: Json): Leaf[] {
  return leaves([user.id, user.name, record(user.person).email]);
}

/** The query of a file that Notion hosts is a signature, new on every read. */
function fileContent(file: Json): Leaf[] {
  const url = String(record(file[String(file.type)]).url ?? "");
  return leaves([file.name, file.type === "file" ? url.split("?")[0] : url]);
}

/** All leaves of a value; what is empty says nothing. */
export function leaves(value: unknown): Leaf[] {
  if (value === null || value === undefined || value === "") return [];
  if (typeof value === "object") return Object.values(value).flatMap(leaves);
  return [value as Leaf];
}
