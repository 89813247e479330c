import { signal } from "@preact/signals";
import type { Cell, Column } from "../api/notion.ts";
import { listingOf } from "../state/listing.ts";
import { type Condition, changeView, viewOf } from "../state/table-view.ts";
import { filterableOf } from "./conditions.ts";

/** The line of a filter that was just added, and is being filled in. */
export const newFilter = signal<Condition>();

/** What the column says in some row: a formula shows only there what it comes to. */
export function sampleOf(sourceId: string, column: Column): Cell | undefined {
  return listingOf(sourceId).rows.peek()?.[0]?.row.peek().properties[column.name];
}

export function addFilter(sourceId: string, column: Column): void {
  const operator = filterableOf(column, sampleOf(sourceId, column))?.operators[0];
  if (!operator) return;
  const line: Condition = { columnId: column.id, operator: operator.id, value: "" };
  changeView(sourceId, { filters: [...viewOf(sourceId).peek().filters, line] });
  newFilter.value = line;
}

export function changeFilter(sourceId: string, line: Condition, part: Partial<Condition>): void {
  const filters = viewOf(sourceId)
    .peek()
    .filters.map((one) => (one === line ? { ...one, ...part } : one));
  changeView(sourceId, { filters });
}

export function removeFilter(sourceId: string, line: Condition): void {
  changeView(sourceId, {
    filters: viewOf(sourceId)
      .peek()
      .filters.filter((one) => one !== line),
  });
}
