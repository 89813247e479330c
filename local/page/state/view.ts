import { signal } from "@preact/signals";

/** What is open on the page. */

export type Side = "inbox" | "story";

/** The source whose table is shown. */
export const sourceId = signal<string>();
/** The row that is open as a page. */
export const openRowId = signal<string>();
export const side = signal<Side>("inbox");
export const openMailId = signal<string>();
/** On a narrow screen only one of the two panes is seen. */
export const isWorkspaceInFront = signal(true);

export function showSide(which: Side): void {
  side.value = which;
  isWorkspaceInFront.value = false;
}

export function showMail(id: string): void {
  openMailId.value = id;
  showSide("inbox");
}

export function showRow(source: string, rowId: string): void {
  sourceId.value = source;
  openRowId.value = rowId;
  isWorkspaceInFront.value = true;
}
