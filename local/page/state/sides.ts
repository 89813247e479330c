import { signal } from "@preact/signals";

/** What beside the table makes room for it, kept in this browser. */

const foldedKey = "rowbell.folded";
const hiddenKey = "rowbell.sidebar";
const sideKey = "rowbell.side";

/** Pages whose children are not shown, by id. */
export const folded = signal<ReadonlySet<string>>(
  new Set(JSON.parse(localStorage.getItem(foldedKey) ?? "[]")),
);
export const isSidebarHidden = signal(localStorage.getItem(hiddenKey) === "hidden");

/** The inbox and the story. */
export const isSideHidden = signal(localStorage.getItem(sideKey) === "hidden");

export function fold(id: string): void {
  const next = new Set(folded.value);
  if (!next.delete(id)) next.add(id);
  folded.value = next;
  localStorage.setItem(foldedKey, JSON.stringify([...next]));
}

export function hideSidebar(isHidden: boolean): void {
  isSidebarHidden.value = isHidden;
  localStorage.setItem(hiddenKey, isHidden ? "hidden" : "shown");
}

export function hideSide(isHidden: boolean): void {
  isSideHidden.value = isHidden;
  localStorage.setItem(sideKey, isHidden ? "hidden" : "shown");
}
