import { call, callApp, type List } from "./call.ts";
import type { Column, Row, Source } from "./notion.ts";

/** Notion's API for what rows stand in: pages, databases, their columns, and the trash. */

/** A page that is no row, or a row, as search shows it. */
export type AnyPage = Row;

/** Above which page a new one goes; undefined is the workspace itself. */
const parentOf = (pageId: string | undefined) =>
  pageId ? { type: "page_id", page_id: pageId } : { type: "workspace", workspace: true };

export async function readSources(): Promise<Source[]> {
  const sources: Source[] = [];
  let cursor: string | null = null;
  do {
    const filter = { property: "object", value: "data_source" };
    const list: List<Source> = await call("POST", "/search", {
      filter,
      ...(cursor && { start_cursor: cursor }),
    });
    sources.push(...list.results);
    cursor = list.next_cursor;
  } while (cursor);
  return sources;
}

/** The hundred pages and rows that were edited last. */
export async function readNewestPages(inTrash: boolean): Promise<AnyPage[]> {
  const filter = { property: "object", value: "page", in_trash: inTrash };
  return (await call<List<AnyPage>>("POST", "/search", { filter })).results;
}

export const readPage = (pageId: string) => call<AnyPage>("GET", `/pages/${pageId}`);

export const createPage = (under: string | undefined, title: string) =>
  call<AnyPage>("POST", "/pages", {
    parent: parentOf(under),
    properties: { title: { title: written(title) } },
  });

/** A database with one source, whose only column is its title. */
export const createDatabase = (under: string | undefined, title: string) =>
  call<{ id: string; data_sources: { id: string }[] }>("POST", "/databases", {
    parent: parentOf(under),
    title: written(title),
    initial_data_source: { properties: { Name: { title: {} } } },
  });

export const renamePage = (pageId: string, title: string) =>
  call<AnyPage>("PATCH", `/pages/${pageId}`, { properties: { title: { title: written(title) } } });

/** The name of a database with one source is that of both. */
export async function renameSource(sourceId: string, databaseId: string, title: string): Promise<void> {
  await call("PATCH", `/data_sources/${sourceId}`, { title: written(title) });
  await call("PATCH", `/databases/${databaseId}`, { title: written(title) });
}

export const setDatabaseTrashed = (databaseId: string, in_trash: boolean) =>
  call<unknown>("PATCH", `/databases/${databaseId}`, { in_trash });

/** Adds, changes, renames or (with null) deletes columns: by name or id, in Notion's grammar. */
export const changeColumns = (sourceId: string, properties: Record<string, object | null>) =>
  call<Source>("PATCH", `/data_sources/${sourceId}`, { properties });

/** Takes back the newest change of a column, cells included. @param seen the column as it is known here; null: it is gone */
export const takeBackColumn = (sourceId: string, columnId: string, seen: Column | null) =>
  callApp<Source>("/take-back", { data_source_id: sourceId, property_id: columnId, seen });

const written = (text: string) => (text === "" ? [] : [{ type: "text", text: { content: text } }]);
