import type { Column } from "../api/notion.ts";
import type { TableView } from "../views/table-view.ts";
import { typeOf } from "./column-types.ts";

const narrowest = 64;
const widest = 800;

export const widthWithin = (width: number): number =>
  Math.round(Math.min(widest, Math.max(narrowest, width)));

/** In pixels. On a narrow screen the titles leave room for what they are titles of. */
export function widthOf(column: Column, { columns }: TableView): number {
  const most = column.type === "title" && matchMedia("(max-width: 760px)").matches ? 176 : widest;
  return Math.min(most, columns.find(({ id }) => id === column.id)?.width ?? defaultOf(column));
}

/** What Rowbell says of a rule, and what the rule asks, are long. */
const long: Record<string, number> = { Note: 280, If: 280 };

function defaultOf({ type, name }: Column): number {
  return (type === "rich_text" && long[name]) || typeOf(type).width;
}
