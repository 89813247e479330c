import { type Cell, fitting } from "./cell.ts";
import { hashRow } from "./content.ts";
import type { Span, Value } from "./row.ts";

/** The hash of each cell as a row will show it once it is written, by property id. */
export function hashCells(cells: Readonly<Record<string, Cell>>): Record<string, string> {
  const properties = Object.fromEntries(
    Object.entries(cells).map(([id, cell]) => [id, { id, name: "", ...cellValue(cell) }]),
  );
  return hashRow({ properties }, new Set()).hashes;
}

function cellValue(cell: Cell): Value {
  switch (cell.type) {
    case "title":
    case "rich_text":
      return { type: cell.type, value: spansOf(fitting(cell.text)) };
    case "select":
    case "status":
      return { type: cell.type, value: { id: cell.id ?? "", name: cell.name } };
    case "multi_select":
      return { type: cell.type, value: [...cell.options] };
    case "number":
      return { type: cell.type, value: cell.value };
    case "date":
      return { type: cell.type, value: { start: cell.start } };
    case "checkbox":
      return { type: cell.type, value: cell.checked };
    case "relation":
      return { type: cell.type, value: [...cell.ids] };
    case "empty":
      return emptyValue(cell.of);
    default:
      return { type: cell.type, value: cell.text };
  }
}

function emptyValue(type: Extract<Cell, { type: "empty" }>["of"]): Value {
  switch (type) {
    case "title":
    case "rich_text":
    case "multi_select":
      return { type, value: [] };
    default:
      return { type, value: null };
  }
}

function spansOf(text: string): Span[] {
  return text === "" ? [] : [{ text }];
}
