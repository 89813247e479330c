import { signal } from "@preact/signals";
import { readRules, readStory, type ShownRule, type StoryEntry } from "../api/console.ts";

/** Newest first; undefined until it was read. */
export const story = signal<StoryEntry[]>();
export const rules = signal<ShownRule[]>([]);
/** Changes that came while the page was open and the story was not. */
export const unseenChanges = signal(0);

export const entryId = ({ rowId, revision }: StoryEntry) => `${rowId}@${revision}`;

export async function loadStory(): Promise<void> {
  const known = story.value && new Set(story.value.map(entryId));
  const read = await readStory();
  if (known) unseenChanges.value += read.filter((entry) => !known.has(entryId(entry))).length;
  story.value = read;
}

export async function loadRules(): Promise<void> {
  rules.value = await readRules();
}
