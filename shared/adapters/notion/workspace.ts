import {
  Client,
  LogLevel,
  type QueryDataSourceParameters,
  type UpdatePageParameters,
} from "@notionhq/client";
import type { Block } from "../../domain/block.ts";
import { NotFoundError, PermanentError, TransientError } from "../../domain/errors.ts";
import type { Row, SourceSchema } from "../../domain/row.ts";
import type { RowPage, RowWindow, Workspace } from "../../ports.ts";
import { callNotion, type Pause } from "./call.ts";
import { decodeBlock } from "./decode-block.ts";
import { decodeRow } from "./decode-row.ts";
import { decodeSource } from "./decode-source.ts";
import { encodeCell } from "./encode-cell.ts";
import { expectObject } from "./expect-object.ts";
import { type Json, list, record, text } from "./json.ts";

const notionVersion = "2026-03-11";
/** Notion's maximum. */
const pageSize = 100;
/** A message longer than this is no message; deeper nesting than Notion's own editor shows in a mail. */
const mostBlocks = 500;
const deepestBlocks = 6;
/** Less than what a run keeps spare at its end (functions/poll), so that an answer that never comes does not end it. */
const longestAnswerMs = 15_000;

export type NotionOptions = {
  token: string;
  baseUrl: string | undefined;
  pause: Pause;
  /** How long one answer may take, to its last byte. */
  timeoutMs?: number;
  /** False when the run is nearly over and nothing is to be tried again. */
  mayRepeat?: () => boolean;
};

/**
 * One connection's access to Notion, through the official client with its retry off (call.ts says why).
 * @throws PermanentError when the token cannot be one.
 */
export function notionWorkspace(options: NotionOptions): Workspace {
  const { token, baseUrl, pause, timeoutMs = longestAnswerMs } = options;
  let requests = 0;
  let date: Date | undefined;
  checkToken(token);

  const countingFetch: typeof fetch = async (input, init) => {
    requests++;
    // The client's own time limit ends with the headers; a body that stalls would be waited for.
    const response = await fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    const header = response.headers.get("date");
    if (header !== null && !Number.isNaN(Date.parse(header))) date = new Date(header);
    return response;
  };
  const client = new Client({
    auth: token,
    notionVersion,
    retry: false,
    timeoutMs: 2 * timeoutMs,
    logLevel: LogLevel.ERROR,
    // The client warns and logs on its own otherwise; errors reach us as exceptions.
    logger: () => {},
    fetch: countingFetch,
    ...(baseUrl === undefined ? {} : { baseUrl }),
  });
  const call: Call = (what, kind, request) =>
    callNotion(pause, what, async () => expectObject(kind, await request()), options.mayRepeat);

  async function children(blockId: string, depth: number, budget: { left: number }): Promise<Block[]> {
    const blocks: Block[] = [];
    let cursor: string | undefined;
    do {
      const answer = await call("a rule's page", "list", () =>
        client.blocks.children.list({
          block_id: blockId,
          page_size: pageSize,
          ...(cursor ? { start_cursor: cursor } : {}),
        }),
      );
      for (const raw of list(answer.results).map(record)) {
        if (budget.left-- <= 0) return blocks;
        const block = decodeBlock(raw);
        const descends =
          raw.has_children === true && depth < deepestBlocks && !block.type.startsWith("child_");
        if (descends) block.children = await children(text(raw.id), depth + 1, budget);
        blocks.push(block);
      }
      cursor = nextCursor(answer);
    } while (cursor);
    return blocks;
  }

  return {
    async rows(sourceId, window, cursor): Promise<RowPage> {
      const answer = await call("a database", "list", () =>
        client.dataSources.query({
          data_source_id: sourceId,
          page_size: pageSize,
          result_type: "page",
          ...windowQuery(window),
          ...(cursor === undefined ? {} : { start_cursor: cursor }),
        }),
      );
      const pages = list(answer.results)
        .map(record)
        .filter(({ object }) => object === "page");
      return {
        rows: pages.map((page) => ({ ...decodeRow(page), sourceId })),
        // A short or even empty page may have a successor: only the cursor tells (query reference).
        next: nextCursor(answer),
        incomplete: record(answer.request_status).type === "incomplete",
      };
    },

    async row(rowId): Promise<Row | undefined> {
      try {
        return decodeRow(await call("a row", "page", () => client.pages.retrieve({ page_id: rowId })));
      } catch (error) {
        if (error instanceof NotFoundError) return undefined;
        throw error;
      }
    },

    async source(reference): Promise<SourceSchema> {
      const data_source_id = await dataSourceOf(client, call, reference);
      return decodeSource(
        await call("the database", "data_source", () => client.dataSources.retrieve({ data_source_id })),
      );
    },

    body: (rowId) => children(rowId, 0, { left: mostBlocks }),

    async writeCells(rowId, cells) {
      const properties = Object.fromEntries(
        Object.entries(cells).map(([id, cell]) => [encodeURIComponent(id), encodeCell(cell)]),
      );
      const change = { page_id: rowId, properties } as UpdatePageParameters;
      await call("a rule's row", "page", () => client.pages.update(change));
    },

    self: async () => text((await call("its own user", "user", () => client.users.me({}))).id),
    now: () => date,
    requests: () => requests,
  };
}

/** Asks for an object of one kind; `what` is its name in errors. */
type Call = (what: string, kind: string, request: () => Promise<unknown>) => Promise<Json>;

/** @throws TransientError for an answer that has more but does not say where: taken for the end, it would lose the rest. */
function nextCursor(answer: Json): string | undefined {
  if (typeof answer.next_cursor === "string") return answer.next_cursor;
  if (answer.has_more === true)
    throw new TransientError("Notion's answer has more pages but names no next one");
  return undefined;
}

/** What cannot stand in a header would be quoted, whole, in the error of the request. */
function checkToken(token: string): void {
  if (/^[\x21-\x7e]+$/.test(token)) return;
  throw new PermanentError(
    "the Notion token is empty or holds a space, a line break or a character that no token has; copy it anew from notion.so/my-integrations",
  );
}

/** People link and mention databases; rows belong to data sources. A data source's own id is taken as it is. */
async function dataSourceOf(client: Client, call: Call, reference: string): Promise<string> {
  let database: Json;
  try {
    database = await call("the database", "database", () =>
      client.databases.retrieve({ database_id: reference }),
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
