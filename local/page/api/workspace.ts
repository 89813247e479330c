import type { Block, Person, Row, Source } from "./notion.ts";
import { request } from "./request.ts";

/** Notion's API of the embedded workspace, as the person who sits at the page. */

type List<T> = { results: T[]; next_cursor: string | null };

const call = <T>(method: string, path: string, body?: unknown) =>
  request<T>(method, `/workspace/v1${path}`, body);

export async function readSources(): Promise<Source[]> {
  const filter = { property: "object", value: "data_source" };
  return (await call<List<Source>>("POST", "/search", { filter })).results;
}

/** All rows that are not in the trash, oldest first. */
export async function readRows(sourceId: string): Promise<Row[]> {
  const rows: Row[] = [];
  const sorts = [{ timestamp: "created_time", direction: "ascending" }];
  let cursor: string | null = null;
  do {
    const body: Record<string, unknown> = { sorts, ...(cursor && { start_cursor: cursor }) };
    const list: List<Row> = await call("POST", `/data_sources/${sourceId}/query`, body);
    rows.push(...list.results);
    cursor = list.next_cursor;
  } while (cursor);
  return rows;
}

export const createRow = (sourceId: string, properties: object) =>
  call<Row>("POST", "/pages", { parent: { type: "data_source_id", data_source_id: sourceId }, properties });

export const writeCell = (rowId: string, column: string, value: object) =>
  call<Row>("PATCH", `/pages/${rowId}`, { properties: { [column]: value } });

export const setTrashed = (rowId: string, in_trash: boolean) =>
  call<Row>("PATCH", `/pages/${rowId}`, { in_trash });

export const readPeople = async () => (await call<List<Person>>("GET", "/users")).results;

type RawBlock = { id: string; type: string; has_children: boolean } & Record<string, unknown>;

/** The blocks of a page or block, with those inside them. */
export async function readBlocks(parentId: string): Promise<Block[]> {
  const { results } = await call<List<RawBlock>>("GET", `/blocks/${parentId}/children?page_size=100`);
  return Promise.all(
    results.map(async (raw) => ({
      ...shown(raw),
      children: raw.has_children ? await readBlocks(raw.id) : [],
    })),
  );
}

function shown(raw: RawBlock): Block {
  return { id: raw.id, type: raw.type, content: (raw[raw.type] ?? {}) as Block["content"], children: [] };
}

export async function writeBlock(block: Block, content: object): Promise<Block> {
  const raw = await call<RawBlock>("PATCH", `/blocks/${block.id}`, { [block.type]: content });
  return { ...shown(raw), children: block.children };
}

/** @param after the block it follows; undefined puts it at the end. */
export async function createBlock(pageId: string, type: string, after: string | undefined): Promise<Block> {
  const content = type === "divider" ? {} : { rich_text: [] };
  const position = after ? { position: { type: "after_block", after_block: { id: after } } } : {};
  const body = { children: [{ [type]: content }], ...position };
  const { results } = await call<List<RawBlock>>("PATCH", `/blocks/${pageId}/children`, body);
  return shown(results[0] as RawBlock);
}

export const deleteBlock = (blockId: string) => call<unknown>("DELETE", `/blocks/${blockId}`);
