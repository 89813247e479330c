import type { Column } from "../api/notion.ts";
import { changeView, viewOf } from "../state/table-view.ts";
import { typeOf } from "./column-types.ts";

export const narrowest = 64;
const widest = 800;

/** In pixels. On a narrow screen the titles leave room for what they are titles of. */
export function widthOf(column: Column, widths: Readonly<Record<string, number>>): number {
  const most = column.type === "title" && matchMedia("(max-width: 760px)").matches ? 176 : widest;
  return Math.min(most, widths[column.id] ?? defaultOf(column));
}

export function setWidth(sourceId: string, columnId: string, width: number): void {
  const kept = Math.round(Math.min(widest, Math.max(narrowest, width)));
  changeView(sourceId, { widths: { ...viewOf(sourceId).peek().widths, [columnId]: kept } });
}

/** What Rowbell says of a rule, and what the rule asks, are long. */
const long: Record<string, number> = { Note: 280, If: 280 };

function defaultOf({ type, name }: Column): number {
  return (type === "rich_text" && long[name]) || typeOf(type).width;
}
