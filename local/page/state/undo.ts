import { signal } from "@preact/signals";
import { attempt, toast } from "./toasts.ts";

/** Something a person did, how it is taken back, and done again. Both throw Refusal. */
export type Deed = { what: string; undo(): Promise<unknown>; redo(): Promise<unknown> };

const most = 100;

/** What this tab did, the last at the end; and what of it was taken back. */
export const done = signal<readonly Deed[]>([]);
export const undone = signal<readonly Deed[]>([]);

/** @returns takes back this deed, whatever was done since. */
export function remember(deed: Deed): () => void {
  done.value = [...done.value, deed].slice(-most);
  undone.value = [];
  return () => void undo(deed);
}

/** It was refused. */
export function forget(deed: Deed): void {
  done.value = done.value.filter((one) => one !== deed);
}

/** Takes back what this tab did last, or one deed of it. */
export async function undo(deed = done.value.at(-1)): Promise<void> {
  if (!deed || !done.value.includes(deed)) return;
  forget(deed);
  undone.value = [...undone.value, deed];
  if (await attempt("It was not undone", deed.undo)) toast(`Undone: ${deed.what}`);
  else undone.value = undone.value.filter((one) => one !== deed);
}

export async function redo(): Promise<void> {
  const deed = undone.value.at(-1);
  if (!deed) return;
  undone.value = undone.value.slice(0, -1);
  done.value = [...done.value, deed];
  if (!(await attempt("It was not done again", deed.redo))) forget(deed);
}

/** Ctrl or Cmd with Z and Y, unless text is being typed, where they are the browser's. */
export function undoByKeys(): void {
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    const isRedo = key === "y" || (key === "z" && event.shiftKey);
    if (key !== "z" && !isRedo) return;
    event.preventDefault();
    void (isRedo ? redo() : undo());
  });
}

function isTyping(target: EventTarget | null): boolean {
  const typed = "input:not([type=checkbox]), textarea, [contenteditable]";
  return target instanceof Element && target.closest(typed) !== null;
}
