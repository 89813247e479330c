import type { Cell } from "../../ports.ts";
import type { Json } from "./json.ts";

/** Notion takes at most 2,000 characters in one text object (request limits). */
const longestText = 2_000;

/** A character that was cut in two is no text. */
const cut = (whole: string) => whole.slice(0, longestText).toWellFormed();

/** A cell → the property value that sets it. */
export function encodeCell(cell: Cell): Json {
  switch (cell.type) {
    case "rich_text":
      return {
        rich_text: cell.text === "" ? [] : [{ type: "text", text: { content: cut(cell.text) } }],
      };
    case "select":
      return { select: { name: cell.name } };
    case "number":
      return { number: cell.value };
    case "date":
      return { date: { start: cell.start } };
    case "checkbox":
      return { checkbox: cell.checked };
  }
}
