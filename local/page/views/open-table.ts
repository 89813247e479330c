import type { Source } from "../api/notion.ts";
import { ask, listingOf } from "../state/listing.ts";
import { queryOf } from "./query-of.ts";
import { loadView, viewOf } from "./views.ts";

/** Reads how a table is looked at, and then its rows. @throws Refusal */
export async function openTable(source: Source): Promise<void> {
  if (!viewOf(source.id).peek()) await loadView(source.id);
  const view = viewOf(source.id).peek();
  if (view) await ask(listingOf(source.id), queryOf(source, view));
}
