import type { Block } from "../../domain/block.ts";
import { pageLink } from "../../domain/display.ts";
import { decodeRichText } from "./decode-rich-text.ts";
import { type Json, list, record, text } from "./json.ts";

/** A block object → a block without its children, which Notion lists apart. */
export function decodeBlock(raw: Json): Block {
  const type = text(raw.type);
  const content = record(raw[type]);
  const block: Block = { type: typeOf(type, content), text: decodeText(type, content), children: [] };
  if (type === "to_do") block.checked = content.checked === true;
  if (typeof content.language === "string") block.language = content.language;
  if (typeof content.color === "string" && content.color !== "default") block.color = content.color;
  const emoji = record(content.icon).emoji;
  if (typeof emoji === "string") block.icon = emoji;
  const url = decodeUrl(type, raw, content);
  if (url !== undefined) block.url = url;
  if (content.type === "file") block.hosted = { block: text(raw.id), name: fileName(content) };
  if (typeof content.list_start_index === "number") block.start = content.list_start_index;
  if (typeof content.width_ratio === "number") block.ratio = content.width_ratio;
  if (type === "table") {
    block.headerRow = content.has_column_header === true;
    if (content.has_row_header === true) block.headerColumn = true;
  }
  if (type === "table_row") block.cells = list(content.cells).map(decodeRichText);
  return block;
}

/** What the API has no shape for names itself only inside. */
function typeOf(type: string, content: Json): string {
  return type === "unsupported" ? text(content.block_type) || type : type;
}

function decodeText(type: string, content: Json): Block["text"] {
  if (type === "equation") {
    const expression = text(content.expression);
    return expression === "" ? [] : [{ text: expression, equation: true }];
  }
  if (type === "child_page" || type === "child_database") return [{ text: text(content.title) }];
  return decodeRichText(content.rich_text ?? content.caption ?? content.title);
}

function decodeUrl(type: string, raw: Json, content: Json): string | undefined {
  const target = type.startsWith("child_") ? raw.id : (content.page_id ?? content.database_id);
  if (/^(child_page|child_database|link_to_page)$/.test(type) && typeof target === "string")
    return pageLink(target);
  // A file that Notion hosts has a link that is new on every read and dead within an hour: it is no content of a message.
  const url = content.url ?? record(content.external).url;
  return typeof url === "string" ? url : undefined;
}

/** `offer.pdf`: only blocks of type `file` tell a name of their own, of others the link does. */
function fileName(content: Json): string {
  const [path = ""] = text(record(content.file).url).split("?");
  const last = path.slice(path.lastIndexOf("/") + 1);
  try {
    return text(content.name) || decodeURIComponent(last);
  } catch {
    return last; // a percent sign of its own
  }
}
