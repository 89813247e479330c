import { batch, computed, signal } from "@preact/signals";
import { hideSide } from "./sides.ts";

/** What is open on the page. */

export type Side = "inbox" | "story";

/** What the workspace shows: the table of a source, a page that is no row, or the trash. */
export type Shown = { kind: "source" | "page"; id: string } | { kind: "trash" };

export const shown = signal<Shown>();
/** The source whose table is shown. */
export const sourceId = computed(() => (shown.value?.kind === "source" ? shown.value.id : undefined));
/** The row that is open as a page, over the table. */
export const openRowId = signal<string>();
export const side = signal<Side>("inbox");
export const openMailId = signal<string>();
/** The line of the list from which the keys go on. */
export const currentMailId = signal<string>();
/** On a narrow screen only one of the two panes is seen. */
export const isWorkspaceInFront = signal(true);
/** On a narrow screen the sidebar is a drawer over the workspace. */
export const isDrawerOpen = signal(false);

export function showSide(which: Side): void {
  side.value = which;
  isWorkspaceInFront.value = false;
  hideSide(false);
}

export function showMail(id: string): void {
  openMailId.value = id;
  showSide("inbox");
}

export function show(what: Shown, rowId?: string): void {
  batch(() => {
    shown.value = what;
    openRowId.value = rowId;
    isDrawerOpen.value = false;
    isWorkspaceInFront.value = true;
  });
}

export function showSource(id: string): void {
  show({ kind: "source", id });
}

export function showPage(id: string): void {
  show({ kind: "page", id });
}

export function showRow(source: string, rowId: string): void {
  show({ kind: "source", id: source }, rowId);
}
