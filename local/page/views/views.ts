import { type Signal, signal } from "@preact/signals";
import { readTableView, readView, type SavedView, writeView } from "../api/views.ts";
import { sources } from "../state/sources.ts";
import { attempt } from "../state/toasts.ts";
import { fromSaved, toSaved } from "./saved-view.ts";
import { type TableView, untouched } from "./table-view.ts";

/** A source's table as it is kept by the workspace. */
type Kept = {
  /** Undefined until it was read. */
  view: Signal<TableView | undefined>;
  saved: SavedView | undefined;
  /** Its first reading, while that is under way. */
  first?: Promise<void> | undefined;
  /** Writes and reads one after the other, and how many are under way. */
  last: Promise<unknown>;
  writes: number;
};

const all = new Map<string, Kept>();

function keptOf(sourceId: string): Kept {
  const known = all.get(sourceId);
  if (known) return known;
  const made: Kept = { view: signal(undefined), saved: undefined, last: Promise.resolve(), writes: 0 };
  all.set(sourceId, made);
  return made;
}

/** How the table of a source is looked at; undefined until it was read. */
export const viewOf = (sourceId: string): Signal<TableView | undefined> => keptOf(sourceId).view;

/** The same where it matters little that it was not read yet. */
export const viewNow = (sourceId: string): TableView => viewOf(sourceId).peek() ?? untouched;

/** Reads it, also again: another tab may have changed it. What is being written here counts for more. @throws Refusal */
export async function loadView(sourceId: string): Promise<void> {
  const kept = keptOf(sourceId);
  // Whoever opens the table for the first time and whoever waits for it ask once.
  if (kept.saved) return read(kept);
  kept.first ??= read(kept, sourceId).finally(() => {
    kept.first = undefined;
  });
  return kept.first;
}

/** @throws Refusal */
async function read(kept: Kept, sourceId = ""): Promise<void> {
  const begun = kept.writes;
  const view = kept.saved ? await readView(kept.saved.id) : await readTableView(sourceId);
  if (kept.writes === begun) take(kept, view);
}

function take(kept: Kept, view: SavedView): void {
  const isSame = JSON.stringify(lookOf(view)) === JSON.stringify(kept.saved && lookOf(kept.saved));
  kept.saved = view;
  // What is the same stays as it is: lines that are being filled in are not in the workspace yet.
  if (!isSame) kept.view.value = fromSaved(view);
}

const lookOf = ({ filter, sorts, configuration }: SavedView) => ({ filter, sorts, configuration });

/** Shows the change at once, and saves it for everybody. @returns whether it was saved */
export async function changeView(sourceId: string, part: Partial<TableView>): Promise<boolean> {
  const kept = keptOf(sourceId);
  kept.view.value = { ...(kept.view.peek() ?? untouched), ...part };
  kept.writes += 1;
  const writing = kept.last.then(() => save(sourceId, kept));
  kept.last = writing.catch(() => {});
  return attempt("The view was not saved", () => writing);
}

/** @throws Refusal */
async function save(sourceId: string, kept: Kept): Promise<void> {
  const source = sources.peek().find(({ id }) => id === sourceId);
  const view = kept.view.peek();
  if (!source || !view || !kept.saved) return;
  const before = kept.saved;
  // Only what changed: somebody may be arranging the columns while the rows are sorted here.
  const changed = Object.entries(toSaved(source, view, before)).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof SavedView]),
  );
  if (changed.length > 0) kept.saved = await writeView(before.id, Object.fromEntries(changed));
}
