import { type Client, type DataSourceObjectResponse, isFullDataSource } from "@notionhq/client";
import { type Columns, text } from "./cells.ts";

/** `pageId`: the page it stands on, where that is one. */
export type OwnTable = { databaseId: string; sourceId: string; url: string; pageId?: string };

/** What was done to a database that was there before, and what stands in the way; empty for nothing. */
export type Upgrade = { added: string[]; problems: string[] };

/** A table of Rowbell's own, as a part of a page. */
export async function createTable(
  notion: Client,
  pageId: string,
  { name, emoji, isInline, columns }: { name: string; emoji: string; isInline: boolean; columns: Columns },
): Promise<OwnTable> {
  const database = await notion.databases.create({
    parent: { type: "page_id", page_id: pageId },
    title: text(name),
    icon: { type: "emoji", emoji } as never,
    is_inline: isInline,
    initial_data_source: { properties: columns },
  });
  const table = tableOf(database);
  if (!table) throw new Error(`Notion made the ${name} database without a data source`);
  return table;
}

/** The table among those on a page that has such columns: whatever it is called by now. */
export async function findTable(
  notion: Client,
  databaseIds: readonly string[],
  columns: Columns,
): Promise<OwnTable | undefined> {
  for (const id of databaseIds) {
    const table = tableOf(await notion.databases.retrieve({ database_id: id }));
    if (!table) continue;
    const source = await readSource(notion, table);
    const known = Object.entries(columns).filter(([name, column]) => findColumn(source, name, column));
    if (known.length > Object.keys(columns).length / 2) return table;
  }
  return undefined;
}

/** The table that a column of another one leads to: by its relation, wherever that stands. */
export async function linkedTable(
  notion: Client,
  table: Pick<OwnTable, "sourceId">,
  column: Columns,
): Promise<OwnTable | undefined> {
  const source = await readSource(notion, table);
  for (const [name, wanted] of Object.entries(column)) {
    const own = findColumn(source, name, wanted);
    if (own?.type !== "relation" || !("data_source_id" in own.relation)) continue;
    return { databaseId: own.relation.database_id, sourceId: own.relation.data_source_id, url: "" };
  }
  return undefined;
}

/** Adds the columns and options that a newer version brings. What is there already is left as people have it. */
export async function upgradeTable(
  notion: Client,
  table: Pick<OwnTable, "sourceId">,
  columns: Columns,
): Promise<Upgrade> {
  const source = await readSource(notion, table);
  const changes: Record<string, unknown> = {};
  const upgrade: Upgrade = { added: [], problems: [] };
  for (const [name, column] of Object.entries(columns)) {
    const type = typeOf(column);
    const own = findColumn(source, name, column);
    if (!own) {
      changes[name] = column;
      upgrade.added.push(`the column ${name}`);
    } else if (own.type !== type) {
      upgrade.problems.push(
        `the column ${own.name} holds ${own.type}, and Rowbell needs ${type} there: rename yours, then run this again`,
      );
    } else if (own.type === "select") {
      const known = own.select.options;
      const missing = optionsIn(column).filter(
        ({ name: option }) => !known.some((one) => one.name === option),
      );
      if (missing.length === 0) continue;
      const kept = known.map(({ id, name: option, color }) => ({ id, name: option, color }));
      changes[own.id] = { select: { options: [...kept, ...missing] } };
      upgrade.added.push(...missing.map(({ name: option }) => `${option} in ${own.name}`));
    }
  }
  if (Object.keys(changes).length > 0)
    await notion.dataSources.update({ data_source_id: table.sourceId, properties: changes as never });
  return upgrade;
}

/** Is it in the trash, where nothing can be written? */
export async function isTrashed(
  notion: Client,
  { databaseId }: Pick<OwnTable, "databaseId">,
): Promise<boolean> {
  const database = await notion.databases.retrieve({ database_id: databaseId });
  return "in_trash" in database && database.in_trash;
}

async function readSource(
  notion: Client,
  { sourceId }: Pick<OwnTable, "sourceId">,
): Promise<DataSourceObjectResponse> {
  const source = await notion.dataSources.retrieve({ data_source_id: sourceId });
  if (!isFullDataSource(source)) throw new Error("Notion showed only a part of the database");
  return source;
}

type OwnColumn = DataSourceObjectResponse["properties"][string];

/** By name, or, where somebody renamed it, by the help text it was made with. */
function findColumn(
  { properties }: DataSourceObjectResponse,
  name: string,
  column: Columns[string],
): OwnColumn | undefined {
  const own = Object.values(properties);
  const isNamed = (one: OwnColumn) => one.name.trim().toLowerCase() === name.toLowerCase();
  const description = "description" in column ? column.description : undefined;
  return own.find(isNamed) ?? own.find((one) => description && one.description === description);
}

function typeOf(column: Columns[string]): string {
  return Object.keys(column).find((key) => key !== "description" && key !== "type" && key !== "name") ?? "";
}

function optionsIn(column: Columns[string]): { name: string }[] {
  const { select } = column as { select?: { options?: { name: string }[] } };
  return select?.options ?? [];
}

type Database = { data_sources?: { id: string }[]; url?: string; parent?: { page_id?: string } };

function tableOf(database: { id: string }): OwnTable | undefined {
  const { data_sources: sources, url, parent } = database as Database;
  const source = sources?.[0];
  if (!source) return undefined;
  const pageId = parent?.page_id;
  return {
    databaseId: database.id,
    sourceId: source.id,
    url: url ?? database.id,
    ...(pageId === undefined ? {} : { pageId }),
  };
}
