import type { Call } from "./call.ts";
import type { Json, StoredText } from "./entities.ts";
import { expectArray, expectObject, expectOneOf, expectString, expectUuid, isObject } from "./expect.ts";
import { failed } from "./problem.ts";
import { writeDate } from "./properties/date.ts";
import { plainTitle } from "./render/title.ts";

const PLAIN = {
  bold: false,
  italic: false,
  strikethrough: false,
  underline: false,
  code: false,
  color: "default",
};
const MENTIONS = ["user", "page", "database", "date", "template_mention", "custom_emoji"] as const;

/** From a request to what is stored. Defaults are filled in; limits are Notion's. */
export function writeText(input: unknown, where: string): StoredText[] {
  return expectArray(input, where).map((item, index) => writeItem(item, `${where}[${index}]`));
}

function writeItem(input: unknown, where: string): StoredText {
  const item = expectObject(input, where);
  const annotations = { ...PLAIN, ...(isObject(item.annotations) ? item.annotations : {}) };
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
    const shown = { type, user: { object: "user", id: target.id } };
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
  return { plain: "", href: null, shown: mention };
}
