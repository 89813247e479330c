import type { Call } from "./call.ts";
import { TEXT_COLORS } from "./colors.ts";
import type { Json, StoredText } from "./entities.ts";
import {
  expectArray,
  expectBoolean,
  expectKeys,
  expectObject,
  expectOneOf,
  expectString,
  expectUuid,
  isObject,
} from "./expect.ts";
import { failed } from "./problem.ts";
import { writeDate } from "./properties/date.ts";
import { plainTitle } from "./render/title.ts";
import { readUser } from "./render/user.ts";

const PLAIN = {
  bold: false,
  italic: false,
  strikethrough: false,
  underline: false,
  code: false,
  color: "default",
};
const MENTIONS = [
  "user",
  "page",
  "database",
  "date",
  "template_mention",
  "custom_emoji",
  "link_mention",
  "link_preview",
] as const;

/** From a request to what is stored. Defaults are filled in; limits are Notion's. */
export function writeText(input: unknown, where: string): StoredText[] {
  return expectArray(input, where).map((item, index) => writeItem(item, `${where}[${index}]`));
}

function writeItem(input: unknown, where: string): StoredText {
  const item = expectObject(input, where);
  const annotations = writeAnnotations(item.annotations ?? {}, `${where}.annotations`);
  if (isObject(item.text))
    return { type: "text", text: writeContent(item.text, `${where}.text`), annotations };
  if (isObject(item.mention)) {
    return { type: "mention", mention: writeMention(item.mention, `${where}.mention`), annotations };
  }
  if (isObject(item.equation)) {
    const expression = expectString(item.equation.expression, `${where}.equation.expression`, 1000);
    return { type: "equation", equation: { expression }, annotations };
  }
  throw failed(`${where}.text`, "defined", undefined);
}

function writeAnnotations(input: unknown, where: string): Json {
  const given = expectObject(input, where);
  expectKeys(given, Object.keys(PLAIN), where);
  for (const [key, value] of Object.entries(given)) {
    if (key === "color") expectOneOf(value, TEXT_COLORS, `${where}.color`);
    else expectBoolean(value, `${where}.${key}`);
  }
  return { ...PLAIN, ...given };
}

function writeContent(text: Json, where: string): Json {
  const content = expectString(text.content, `${where}.content`);
  const link = isObject(text.link) ? { url: expectString(text.link.url, `${where}.link.url`) } : null;
  return { content, link };
}

function writeMention(mention: Json, where: string): Json {
  const given = mention.type ?? MENTIONS.find((one) => one in mention);
  const type = expectOneOf(given, MENTIONS, `${where}.type`);
  const payload = expectObject(mention[type], `${where}.${type}`);
  if (type === "date") return { type, date: writeDate(mention.date, `${where}.date`) };
  const id = type === "user" || type === "page" || type === "database";
  return { type, [type]: id ? { id: expectUuid(payload.id, `${where}.${type}.id`) } : payload };
}

/** From what is stored to what is answered: `plain_text` and `href` follow the mentioned page's title of now. */
export function readText(texts: StoredText[], call: Call): Json[] {
  // A workspace of an earlier emulator may hold a number where a column took another type.
  if (!Array.isArray(texts)) return [];
  return texts.map(({ type, annotations, ...payload }) => {
    const { plain, href, shown } = read(type, payload[type] as Json, call);
    return { type, [type]: shown, annotations, plain_text: plain, href };
  });
}

type Read = { plain: string; href: string | null; shown: Json };

function read(type: string, payload: Json, call: Call): Read {
  if (type === "text") {
    const link = payload.link as { url: string } | null;
    return { plain: String(payload.content), href: link?.url ?? null, shown: payload };
  }
  if (type === "equation") return { plain: String(payload.expression), href: null, shown: payload };
  return readMention(payload, call);
}

function readMention(mention: Json, call: Call): Read {
  const type = String(mention.type);
  const target = mention[type] as Json;
  if (type === "user") {
    const user = call.workspace.users.get(String(target.id));
    const shown = { type, user: readUser(String(target.id), call) };
    return { plain: `@${user?.name ?? "Anonymous"}`, href: null, shown };
  }
  if (type === "page" || type === "database") {
    const id = String(target.id);
    const plain = plainTitle(id, call) || "Untitled";
    return { plain, href: `https://app.notion.com/p/${id.replaceAll("-", "")}`, shown: mention };
  }
  if (type === "date") {
    const end = typeof target.end === "string" ? ` → ${target.end}` : "";
    return { plain: `${target.start}${end}`, href: null, shown: mention };
  }
  return { plain: plainOf(type, target), href: null, shown: mention };
}

/** `@Today`, `@Me`, the name of an emoji, the title of a link. */
function plainOf(type: string, target: Json): string {
  if (type === "custom_emoji") return `:${target.name ?? "emoji"}:`;
  if (type !== "template_mention") return String(target.title ?? target.href ?? target.url ?? "");
  const word = String(target[String(target.type)]);
  return `@${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
