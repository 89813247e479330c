import { type Cell, fitting } from "../../domain/cell.ts";
import type { Json } from "./json.ts";

/** A cell → the property value that sets it. */
export function encodeCell(cell: Cell): Json {
  switch (cell.type) {
    case "title":
    case "rich_text":
      return { [cell.type]: textObjects(fitting(cell.text)) };
    case "select":
    case "status":
      return { [cell.type]: cell.id === undefined ? { name: cell.name } : { id: cell.id } };
    case "multi_select":
      return { multi_select: cell.options.map(({ id }) => ({ id })) };
    case "number":
      return { number: cell.value };
    case "date":
      return { date: { start: cell.start } };
    case "checkbox":
      return { checkbox: cell.checked };
    case "relation":
      return { relation: cell.ids.map((id) => ({ id })) };
    case "empty":
      return { [cell.of]: isList(cell.of) ? [] : null };
    default:
      return { [cell.type]: cell.text };
  }
}

function textObjects(text: string): Json[] {
  return text === "" ? [] : [{ type: "text", text: { content: text } }];
}

function isList(type: Extract<Cell, { type: "empty" }>["of"]): boolean {
  return type === "title" || type === "rich_text" || type === "multi_select";
}
