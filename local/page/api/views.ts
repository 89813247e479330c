import { call, type List } from "./call.ts";

/** Notion's API for saved views. A filter and sorts name columns by the ids that the schema shows. */

/** What a view says of a column; their order is the table's. */
export type SavedColumn = { property_id: string; visible?: boolean; width?: number } & Record<
  string,
  unknown
>;

export type SavedView = {
  id: string;
  type: string;
  name: string;
  filter: object | null;
  sorts: object[] | null;
  configuration: { type: string; properties?: SavedColumn[] | null } & Record<string, unknown>;
};

/** The first table of a source; one is made where there is none. */
export async function readTableView(sourceId: string): Promise<SavedView> {
  const { results } = await call<List<{ id: string }>>("GET", `/views?data_source_id=${sourceId}`);
  for (const { id } of results) {
    const view = await readView(id);
    if (view.type === "table") return view;
  }
  return call<SavedView>("POST", "/views", { data_source_id: sourceId, name: "Table", type: "table" });
}

export const readView = (viewId: string) => call<SavedView>("GET", `/views/${viewId}`);

export const writeView = (
  viewId: string,
  part: Partial<Pick<SavedView, "filter" | "sorts" | "configuration">>,
) => call<SavedView>("PATCH", `/views/${viewId}`, part);
