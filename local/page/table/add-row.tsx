import type { Source } from "../api/notion.ts";
import { Icon } from "../frame/icon.tsx";
import { listingOf } from "../state/listing.ts";
import { addRow } from "../state/rows.ts";
import { isRules } from "../state/sources.ts";
import { opensByTitle } from "./title-cell.tsx";

/** The line under the last row. */
export function AddRow({ source }: { source: Source }) {
  return (
    <button type="button" class="add" onClick={() => newRow(source)}>
      <Icon name="plus" /> New {isRules(source) ? "rule" : "row"}
    </button>
  );
}

/** A row that would be far below, and one that has to be thought about, opens as a page. */
export function newRow(source: Source): void {
  const isFar = listingOf(source.id).end.peek() !== "whole";
  const isOpened = isRules(source) || opensByTitle || isFar;
  // A new rule must not act before its author has looked at it.
  void addRow(source.id, isRules(source) ? { State: { select: { name: "Dry run" } } } : {}, isOpened);
}
