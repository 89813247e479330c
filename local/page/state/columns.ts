import type { Column } from "../api/notion.ts";
import { changeColumns } from "../api/structure.ts";
import { listingOf, refresh } from "./listing.ts";
import { putSource } from "./sources.ts";
import { attempt } from "./toasts.ts";

/** Changes of a source's columns. Its rows are read again, as their cells say something else then. */

async function change(
  what: string,
  sourceId: string,
  properties: Record<string, object | null>,
): Promise<boolean> {
  return attempt(what, async () => {
    putSource(await changeColumns(sourceId, properties));
    await refresh(listingOf(sourceId));
  });
}

/** @param config as Notion takes it: `{number: {format: "euro"}}` */
export const addColumn = (sourceId: string, name: string, config: object): Promise<boolean> =>
  change("The property was not added", sourceId, { [name]: config });

/** @param part a `name`, a type with its configuration, or both */
export const changeColumn = (sourceId: string, column: Column, part: object): Promise<boolean> =>
  change(`${column.name} was not changed`, sourceId, { [column.id]: part });

export const deleteColumn = (sourceId: string, column: Column): Promise<boolean> =>
  change(`${column.name} was not deleted`, sourceId, { [column.id]: null });
