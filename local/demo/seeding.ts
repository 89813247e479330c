import type { Client } from "@notionhq/client";
import { type Block, type Cells, type Columns, text } from "../setup/cells.ts";

/** Where the demo is being written: through which client, and the page it stands on. */
export type Seeding = { notion: Client; pageId: string; now: Date };
export type Table = { databaseId: string; sourceId: string };

export async function createTable(
  { notion, pageId }: Seeding,
  name: string,
  emoji: string,
  properties: Columns,
): Promise<Table> {
  const database = await notion.databases.create({
    parent: { type: "page_id", page_id: pageId },
    title: text(name),
    icon: { type: "emoji", emoji },
    initial_data_source: { properties },
  });
  const source = "data_sources" in database ? database.data_sources[0] : undefined;
  if (!source) throw new Error(`Notion made the database ${name} without a data source`);
  return { databaseId: database.id, sourceId: source.id };
}

/** @returns the new row's id. */
export async function createRow(
  { notion }: Seeding,
  table: Table,
  properties: Cells,
  children?: Block[],
): Promise<string> {
  const parent = { type: "data_source_id", data_source_id: table.sourceId } as const;
  const page = await notion.pages.create({ parent, properties, ...(children && { children }) });
  return page.id;
}
