import { call, type List } from "./call.ts";
import type { Person, Row } from "./notion.ts";

/** Notion's API of the embedded workspace: rows and people. */

export const readRow = (rowId: string) => call<Row>("GET", `/pages/${rowId}`);

export const createRow = (sourceId: string, properties: object) =>
  call<Row>("POST", "/pages", { parent: { type: "data_source_id", data_source_id: sourceId }, properties });

/** @param cells as Notion takes them, by the name or id of their column */
export const writeCells = (rowId: string, cells: Record<string, object>) =>
  call<Row>("PATCH", `/pages/${rowId}`, { properties: cells });

export const setTrashed = (rowId: string, in_trash: boolean) =>
  call<Row>("PATCH", `/pages/${rowId}`, { in_trash });

export const readPeople = async () => (await call<List<Person>>("GET", "/users")).results;

/** The whole of a relation that was cut after 25. `columnId` as the API shows it. */
export async function readRelated(rowId: string, columnId: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const at: string = cursor ? `?start_cursor=${encodeURIComponent(cursor)}` : "";
    const list: List<{ relation: { id: string } }> = await call(
      "GET",
      `/pages/${rowId}/properties/${columnId}${at}`,
    );
    ids.push(...list.results.map(({ relation }) => relation.id));
    cursor = list.next_cursor;
  } while (cursor);
  return ids;
}
