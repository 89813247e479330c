import { signal } from "@preact/signals";
import type { Cell, Column } from "../api/notion.ts";
import { listingOf } from "../state/listing.ts";
import { operatorsAt, pathOf } from "../views/conditions.ts";
import type { Condition } from "../views/table-view.ts";
import { changeView, viewNow } from "../views/views.ts";

/** The line of a filter that was just added, and is being filled in. */
export const newFilter = signal<Condition>();

/** So many rows tell what a formula or rollup comes to. */
const mostSamples = 100;

export function pathOfColumn(sourceId: string, column: Column): string[] | undefined {
  const rows = listingOf(sourceId).rows.peek()?.slice(0, mostSamples) ?? [];
  const samples = rows
    .map(({ row }) => row.peek().properties[column.name])
    .filter((cell): cell is Cell => cell !== undefined);
  return pathOf(column, samples);
}

export function addFilter(sourceId: string, column: Column): void {
  const path = pathOfColumn(sourceId, column);
  const operator = path && operatorsAt(path)[0];
  if (!path || !operator) return;
  const line: Condition = { columnId: column.id, path, operator: operator.id, value: "" };
  newFilter.value = line;
  put(sourceId, [...viewNow(sourceId).filters, line]);
}

export function changeFilter(sourceId: string, index: number, part: Partial<Condition>): void {
  put(
    sourceId,
    viewNow(sourceId).filters.map((one, at) => (at === index ? { ...one, ...part } : one)),
  );
}

export function removeFilter(sourceId: string, index: number): void {
  put(
    sourceId,
    viewNow(sourceId).filters.filter((_, at) => at !== index),
  );
}

const put = (sourceId: string, filters: readonly Condition[]) => void changeView(sourceId, { filters });
