import type { Cell } from "../api/notion.ts";

export function isEmpty(cell: Cell): boolean {
  const value = (cell as unknown as Record<string, unknown>)[cell.type];
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

const lists: readonly string[] = ["title", "rich_text", "multi_select", "people", "relation", "files"];

/** What clears a cell of the type. */
export const emptyOf = (type: Cell["type"]): [] | null => (lists.includes(type) ? [] : null);
