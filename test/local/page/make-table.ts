import type { LocalRowbell } from "../../support/local-rowbell.ts";

type Made = { id: string };
type Source = { id: string; title: { plain_text: string }[] };

/** Makes a database at the top of the workspace. @returns the id of its source. */
export async function makeTable(rowbell: LocalRowbell, name: string, properties: object): Promise<string> {
  const made = await rowbell.post<{ data_sources: Made[] }>("/workspace/v1/databases", {
    parent: { type: "workspace", workspace: true },
    title: textWith(name),
    initial_data_source: { properties },
  });
  return made.data_sources[0]?.id ?? "";
}

/** @returns the new row's id. */
export async function makeRow(rowbell: LocalRowbell, sourceId: string, properties: object): Promise<string> {
  const parent = { type: "data_source_id", data_source_id: sourceId };
  return (await rowbell.post<Made>("/workspace/v1/pages", { parent, properties })).id;
}

export const textWith = (content: string): object[] => [{ type: "text", text: { content } }];

/** The source of the demo with this name. */
export async function sourceNamed(rowbell: LocalRowbell, name: string): Promise<string> {
  const filter = { property: "object", value: "data_source" };
  const { results } = await rowbell.post<{ results: Source[] }>("/workspace/v1/search", { filter });
  return results.find(({ title }) => title[0]?.plain_text === name)?.id ?? "";
}

export type Cells = Record<string, Record<string, unknown>>;

export async function cellsOf(rowbell: LocalRowbell, rowId: string): Promise<Cells> {
  return (await rowbell.get<{ properties: Cells }>(`/workspace/v1/pages/${rowId}`)).properties;
}
