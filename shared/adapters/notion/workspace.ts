import { Client, LogLevel, type QueryDataSourceParameters } from "@notionhq/client";
import type { Block } from "../../domain/block.ts";
import { NotFoundError, PermanentError } from "../../domain/errors.ts";
import type { Row, SourceSchema } from "../../domain/row.ts";
import type { Cell, RowPage, RowWindow, Workspace } from "../../ports.ts";
import { callNotion, type Pause } from "./call.ts";
import { decodeBlock } from "./decode-block.ts";
import { decodeRow } from "./decode-row.ts";
import { decodeSource } from "./decode-source.ts";
import { type Json, list, record, text } from "./json.ts";

export const notionVersion = "2026-03-11";
/** Notion's maximum. */
const pageSize = 100;
/** A message longer than this is no message; deeper nesting than Notion's own editor shows in a mail. */
const mostBlocks = 500;
const deepestBlocks = 6;
/** Below the functions' own timeout, above what a slow query was seen to take. */
const timeoutMs = 20_000;

export type NotionOptions = { token: string; baseUrl: string | undefined; pause: Pause };

/** One connection's access to Notion, through the official client with its retry off (call.ts says why). */
export function notionWorkspace({ token, baseUrl, pause }: NotionOptions): Workspace {
  let requests = 0;
  let date: Date | undefined;

  const countingFetch: typeof fetch = async (input, init) => {
    requests++;
    const response = await fetch(input, init);
    const header = response.headers.get("date");
    if (header !== null && !Number.isNaN(Date.parse(header))) date = new Date(header);
    return response;
  };
  const client = new Client({
    auth: token,
    notionVersion,
    retry: false,
    timeoutMs,
    logLevel: LogLevel.ERROR,
    // The client warns and logs on its own otherwise; errors reach us as exceptions.
    logger: () => {},
    fetch: countingFetch,
    ...(baseUrl === undefined ? {} : { baseUrl }),
  });
  const call = <T>(what: string, request: () => Promise<T>) => callNotion(pause, what, request);

  async function children(blockId: string, depth: number, budget: { left: number }): Promise<Block[]> {
    const blocks: Block[] = [];
    let cursor: string | undefined;
    do {
      const answer = await call("a rule's page", () =>
        client.blocks.children.list({
          block_id: blockId,
          page_size: pageSize,
          ...(cursor ? { start_cursor: cursor } : {}),
        }),
      );
      for (const raw of answer.results as unknown as Json[]) {
        if (budget.left-- <= 0) return blocks;
        const block = decodeBlock(raw);
        const descends =
          raw.has_children === true && depth < deepestBlocks && !block.type.startsWith("child_");
        if (descends) block.children = await children(text(raw.id), depth + 1, budget);
        blocks.push(block);
      }
      cursor = answer.next_cursor ?? undefined;
    } while (cursor);
    return blocks;
  }

  return {
    async rows(sourceId, window, cursor): Promise<RowPage> {
      const answer = await call("a database", () =>
        client.dataSources.query({
          data_source_id: sourceId,
          page_size: pageSize,
          result_type: "page",
          ...windowQuery(window),
          ...(cursor === undefined ? {} : { start_cursor: cursor }),
        }),
      );
      const pages = answer.results.filter((result) => result.object === "page");
      return {
        rows: pages.map((page) => ({ ...decodeRow(page as unknown as Json), sourceId })),
        // A short or even empty page may have a successor: only the cursor tells (query reference).
        next: answer.next_cursor ?? undefined,
        incomplete: record(record(answer).request_status).type === "incomplete",
      };
    },

    async row(rowId): Promise<Row | undefined> {
      try {
        return decodeRow(
          (await call("a row", () => client.pages.retrieve({ page_id: rowId }))) as unknown as Json,
        );
      } catch (error) {
        if (error instanceof NotFoundError) return undefined;
        throw error;
      }
    },

    async source(reference): Promise<SourceSchema> {
      const id = await dataSourceOf(client, call, reference);
      return decodeSource(
        (await call("the database", () =>
          client.dataSources.retrieve({ data_source_id: id }),
        )) as unknown as Json,
      );
    },

    body: (rowId) => children(rowId, 0, { left: mostBlocks }),

    async writeCells(rowId, cells) {
      const properties = Object.fromEntries(
        Object.entries(cells).map(([id, cell]) => [encodeURIComponent(id), encodeCell(cell)]),
      );
      await call("a rule's row", () => client.pages.update({ page_id: rowId, properties } as never));
    },

    self: async () => (await call("its own user", () => client.users.me({}))).id,
    now: () => date,
    requests: () => requests,
  };
}

type Call = <T>(what: string, request: () => Promise<T>) => Promise<T>;

/** People link and mention databases; rows belong to data sources. A data source's own id is taken as it is. */
async function dataSourceOf(client: Client, call: Call, reference: string): Promise<string> {
  let database: Json;
  try {
    database = record(
      await call("the database", () => client.databases.retrieve({ database_id: reference })),
    );
  } catch (error) {
    if (error instanceof NotFoundError) return reference;
    throw error;
  }
  const sources = list(database.data_sources).map(record);
  if (sources.length > 1) {
    const names = sources.map((source) => `${text(source.name)} (${text(source.id)})`).join(", ");
    throw new PermanentError(
      `the database holds ${sources.length} data sources: ${names}. Put the id of the one you mean in its place`,
    );
  }
  const id = text(sources[0]?.id);
  if (id === "") throw new NotFoundError("the database holds no data source that is shared with Rowbell");
  return id;
}

function windowQuery({ by, from }: RowWindow): Pick<QueryDataSourceParameters, "sorts" | "filter"> {
  const timestamp = by === "edited" ? "last_edited_time" : "created_time";
  const sorts: QueryDataSourceParameters["sorts"] = [{ timestamp, direction: "ascending" }];
  if (from === undefined) return { sorts };
  const since = { on_or_after: from };
  const filter: QueryDataSourceParameters["filter"] =
    timestamp === "last_edited_time"
      ? { timestamp, last_edited_time: since }
      : { timestamp, created_time: since };
  return { sorts, filter };
}

/** Notion takes at most 2,000 characters in one text object (request limits). */
const longestText = 2_000;

function encodeCell(cell: Cell): Json {
  switch (cell.type) {
    case "rich_text":
      return {
        rich_text:
          cell.text === "" ? [] : [{ type: "text", text: { content: cell.text.slice(0, longestText) } }],
      };
    case "select":
      return { select: { name: cell.name } };
    case "number":
      return { number: cell.value };
    case "date":
      return { date: { start: cell.start } };
  }
}
