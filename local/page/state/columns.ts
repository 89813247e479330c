import type { Column, Source } from "../api/notion.ts";
import { Refusal } from "../api/request.ts";
import { changeColumns, takeBackColumn } from "../api/structure.ts";
import { listingOf, refresh } from "./listing.ts";
import { putSource, sources } from "./sources.ts";
import { attempt } from "./toasts.ts";
import { forget, remember } from "./undo.ts";

/** Changes of a source's columns, in a way that can be undone. Its rows are read again, as their cells say something else then. */

/** @param config as Notion takes it: `{number: {format: "euro"}}` */
export const addColumn = (sourceId: string, name: string, config: object): Promise<boolean> =>
  doing(sourceId, "The property was not added", `a new property, ${name}`, undefined, { [name]: config });

/** @param part a `name`, a type with its configuration, or both */
export const changeColumn = (sourceId: string, column: Column, part: object): Promise<boolean> =>
  doing(sourceId, `${column.name} was not changed`, `the property ${column.name}`, column.id, {
    [column.id]: part,
  });

export const deleteColumn = (sourceId: string, column: Column): Promise<boolean> =>
  doing(sourceId, `${column.name} was not deleted`, `${column.name} deleted`, column.id, {
    [column.id]: null,
  });

type Changes = Record<string, object | null>;

async function doing(
  sourceId: string,
  refused: string,
  what: string,
  columnId: string | undefined,
  changes: Changes,
): Promise<boolean> {
  let id = columnId ?? "";
  let seen: Column | null = null;
  const show = async (changed: Source) => {
    putSource(changed);
    seen = columnsBy(sourceId).get(id) ?? null;
    await refresh(listingOf(sourceId));
  };
  // What is done again takes back the taking back, so that the property stays the same one.
  const takeBack = async () => {
    if (JSON.stringify(columnsBy(sourceId).get(id) ?? null) !== JSON.stringify(seen))
      throw new Refusal("somebody has changed the property since");
    await show(await takeBackColumn(sourceId, id, seen));
  };
  const put = async () => {
    const changed = await changeColumns(sourceId, changes);
    id ||= Object.values(changed.properties).find(({ name }) => name in changes)?.id ?? "";
    await show(changed);
  };
  const deed = { what, undo: takeBack, redo: takeBack };
  remember(deed);
  const isDone = await attempt(refused, put);
  if (!isDone) forget(deed);
  return isDone;
}

function columnsBy(sourceId: string): Map<string, Column> {
  const source = sources.peek().find(({ id }) => id === sourceId);
  return new Map(Object.values(source?.properties ?? {}).map((column) => [column.id, column]));
}
