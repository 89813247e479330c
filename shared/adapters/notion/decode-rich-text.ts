import type { Span } from "../../domain/row.ts";
import { type Json, list, record, text } from "./json.ts";

/** Rich text objects → spans. */
export function decodeRichText(value: unknown): Span[] {
  return list(value).map((item) => decodeSpan(record(item)));
}

function decodeSpan(item: Json): Span {
  const span: Span = { text: text(item.plain_text) };
  if (span.text === "" && item.type === "text") span.text = text(record(item.text).content);
  if (typeof item.href === "string") span.href = item.href;
  const annotations = record(item.annotations);
  if (annotations.bold === true) span.bold = true;
  if (annotations.italic === true) span.italic = true;
  if (annotations.strikethrough === true) span.strikethrough = true;
  if (annotations.underline === true) span.underline = true;
  if (annotations.code === true) span.code = true;
  if (typeof annotations.color === "string" && annotations.color !== "default")
    span.color = annotations.color;
  if (item.type === "equation") span.equation = true;
  if (item.type === "mention") span.mention = decodeMention(record(item.mention));
  return span;
}

/** `{type: "page", page: {id}}`; link previews carry no id, their text is their content. */
function decodeMention(mention: Json): NonNullable<Span["mention"]> {
  const type = text(mention.type);
  const { id, start, end } = record(mention[type]);
  if (type === "date" && typeof start === "string")
    return { type, date: typeof end === "string" ? { start, end } : { start } };
  return typeof id === "string" ? { type, id } : { type };
}
