import type { Block } from "../../domain/block.ts";
import { decodeRichText } from "./decode-rich-text.ts";
import { type Json, list, record, text } from "./json.ts";

/** A block object → a block without its children, which Notion lists apart. */
export function decodeBlock(raw: Json): Block {
  const type = text(raw.type);
  const content = record(raw[type]);
  const block: Block = { type, text: decodeText(type, content), children: [] };
  if (type === "to_do") block.checked = content.checked === true;
  if (typeof content.language === "string") block.language = content.language;
  if (typeof content.color === "string" && content.color !== "default") block.color = content.color;
  const emoji = record(content.icon).emoji;
  if (typeof emoji === "string") block.icon = emoji;
  const url = decodeUrl(content);
  if (url !== undefined) block.url = url;
  if (type === "table") block.headerRow = content.has_column_header === true;
  if (type === "table_row") block.cells = list(content.cells).map(decodeRichText);
  return block;
}

function decodeText(type: string, content: Json): Block["text"] {
  if (type === "equation") {
    const expression = text(content.expression);
    return expression === "" ? [] : [{ text: expression, equation: true }];
  }
  if (type === "child_page" || type === "child_database") return [{ text: text(content.title) }];
  return decodeRichText(content.rich_text ?? content.caption ?? content.title);
}

function decodeUrl(content: Json): string | undefined {
  // A file that Notion hosts has a link that is new on every read and dead within an hour: it is no content of a message.
  const url = content.url ?? record(content.external).url;
  return typeof url === "string" ? url : undefined;
}
