import type { RefObject } from "preact";
import type { Cell, Column } from "../api/notion.ts";
import type { RowState } from "../state/row-states.ts";

/** What an editor of cells is given. */
export type EditorProps = {
  cell: Cell;
  column: Column;
  row: RowState;
  /** The key that began the editing: it takes the place of what was there. */
  typed?: string | undefined;
  anchor: RefObject<HTMLElement | null>;
  /** Puts a new value: as it will be shown, and as Notion takes it when that differs. Both stand under the cell's type. */
  onWrite(shown: unknown, written?: unknown): void;
  /** Ends the editing. */
  onClose(): void;
};
