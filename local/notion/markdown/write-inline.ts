import type { Call } from "../call.ts";
import type { Json, StoredText } from "../entities.ts";
import { readText } from "../rich-text.ts";
import { attributes, colorAttribute } from "./attributes.ts";

/** Rich text as one line of enhanced markdown. */
export function writeInline(texts: unknown, call: Call): string {
  return readText((texts as StoredText[] | undefined) ?? [], call)
    .map(writeItem)
    .join("");
}

function writeItem(item: Json): string {
  const { bold, italic, strikethrough, underline, code, color } = item.annotations as Json;
  let text = code ? `\`${item.plain_text}\`` : plain(item);
  if (text === "") return "";
  if (item.type === "text" && item.href) text = `[${text}](${item.href})`;
  if (bold) text = `**${text}**`;
  if (italic) text = `*${text}*`;
  if (strikethrough) text = `~~${text}~~`;
  const span = attributes({ underline: underline ? "true" : undefined, color: colorAttribute(color) });
  return span === "" ? text : `<span${span}>${text}</span>`;
}

function plain(item: Json): string {
  if (item.type === "equation") return `$${item.plain_text}$`;
  if (item.type === "mention") return mention(item.mention as Json, String(item.plain_text));
  return escaped(String(item.plain_text)).replaceAll("\n", "<br>");
}

function escaped(text: string): string {
  return text.replace(/[\\*~`$[\]<>{}|^]/g, "\\$&");
}

function mention(given: Json, shown: string): string {
  const type = String(given.type);
  const target = given[type] as Json;
  if (type === "date") {
    const { start, end } = target as { start: string; end: string | null };
    return `<mention-date${attributes({ start, end: end ?? undefined })}/>`;
  }
  if (type === "user")
    return `<mention-user url="user://${target.id}">${escaped(shown.slice(1))}</mention-user>`;
  if (type !== "page" && type !== "database") return escaped(shown);
  const url = `https://app.notion.com/p/${String(target.id).replaceAll("-", "")}`;
  return `<mention-${type} url="${url}">${escaped(shown)}</mention-${type}>`;
}
