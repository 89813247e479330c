import { signal } from "@preact/signals";
import type { StoryEntry } from "../api/console.ts";
import { showSide } from "../state/view.ts";

/** Of which row, or of which rule, the story is told; undefined is of all. */
export type OfWhom = { title: string; rowId?: string; ruleId?: string };

export const ofWhom = signal<OfWhom>();

export function showStoryOf(whom: OfWhom): void {
  ofWhom.value = whom;
  showSide("story");
}

export function isOf(entry: StoryEntry, { rowId, ruleId }: OfWhom): boolean {
  if (rowId !== undefined && entry.rowId !== rowId) return false;
  return ruleId === undefined || entry.deliveries.some((delivery) => delivery.ruleId === ruleId);
}
