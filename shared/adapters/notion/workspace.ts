import type { Client } from "@notionhq/client";
import { NotFoundError, PermanentError } from "../../domain/errors.ts";
import type { Row, Value } from "../../domain/row.ts";
import type { Connection, Purpose, RowPage, RowWindow, Workspace } from "../../ports.ts";
import { type CallPolicy, callNotion, type Pause } from "./call.ts";
import { decodePropertyItem } from "./decode-property-item.ts";
import { pageEditor } from "./edit-pages.ts";
import { type Ask, expectObject } from "./expect-object.ts";
import { type Json, list, record, text } from "./json.ts";
import { nextCursor } from "./next-cursor.ts";
import { type ClientOptions, type NotionClient, notionClient } from "./notion-client.ts";
import { readBlocks } from "./read-blocks.ts";
import { readFailure } from "./read-failure.ts";
import { readBlockFile, readCellFiles } from "./read-files.ts";
import { readRow } from "./read-row.ts";
import { readSource } from "./read-source.ts";
import type { RequestBudget } from "./request-budget.ts";
import { wantedQuery } from "./wanted-query.ts";
import { windowQuery } from "./window-query.ts";

/** Notion's maximum. */
const pageSize = 100;

export type NotionOptions = ClientOptions & {
  pause: Pause;
  /** What requests are taken from; without one they are not limited. */
  budget?: RequestBudget;
  /** False when the run is nearly over and nothing is to be tried again. */
  mayRepeat?: () => boolean;
};

/**
 * One connection's access to Notion: one client, one count of requests and one date, whatever the requests are for.
 * @throws PermanentError when the token cannot be one.
 */
export function notionConnection(options: NotionOptions): Pick<Connection, "workspace" | "within"> {
  const notion = notionClient(options);
  const { pause, budget, mayRepeat } = options;
  const within = (purpose: Purpose): Workspace => {
    const policy: CallPolicy = { pause, budget: budget?.within(purpose), mayRepeat };
    return workspaceOf(notion, askerOf(policy), askerOf({ ...policy, mayRepeat: () => false }));
  };
  return { workspace: within("incremental"), within };
}

function askerOf(policy: CallPolicy): Ask {
  return (what, kind, request) =>
    callNotion(policy, what, async () => {
      try {
        return expectObject(kind, await request());
      } catch (error) {
        throw readFailure(error);
      }
    });
}

function workspaceOf({ client, requests, date }: NotionClient, ask: Ask, askOnce: Ask): Workspace {
  return {
    ...pageEditor(client, ask, askOnce),
    rows: (sourceId, window, cursor) => readRows(client, ask, sourceId, window, cursor),

    async row(rowId): Promise<Row | undefined> {
      try {
        return readRow(await ask("a row", "page", () => client.pages.retrieve({ page_id: rowId })));
      } catch (error) {
        if (error instanceof NotFoundError) return undefined;
        throw error;
      }
    },

    value: (rowId, propertyId) => readValue(client, ask, rowId, propertyId),
    source: (reference) => readSource(client, ask, reference),
    body: (pageId) => readBlocks(client, ask, "a page", pageId),
    blockFile: (blockId) => readBlockFile(client, ask, blockId),
    cellFiles: (rowId, propertyId) => readCellFiles(client, ask, rowId, propertyId),

    async find(sourceId, wanted) {
      const query = { data_source_id: sourceId, page_size: pageSize, ...wantedQuery(wanted) };
      const answer = await ask("a database", "list", () => client.dataSources.query(query));
      return list(answer.results).flatMap((page) => readRow(record(page)) ?? []);
    },

    author: (rowId) => readAuthor(client, ask, rowId),
    self: async () => text((await ask("its own user", "user", () => client.users.me({}))).id),
    now: date,
    requests,
  };
}

async function readRows(
  client: Client,
  ask: Ask,
  sourceId: string,
  window: RowWindow,
  cursor: string | undefined,
): Promise<RowPage> {
  const answer = await ask("a database", "list", () =>
    client.dataSources.query({
      data_source_id: sourceId,
      page_size: pageSize,
      result_type: "page",
      ...windowQuery(window),
      ...(cursor === undefined ? {} : { start_cursor: cursor }),
    }),
  );
  const found = list(answer.results).map(record);
  // A wiki lists the data sources that stand in it, too.
  const pages = found.filter(({ object }) => object !== "data_source");
  const rows = pages.map(readRow).filter((row) => row !== undefined);
  return {
    // An index that is behind still lists a row in the source that it left.
    rows: rows.flatMap((row) =>
      row.sourceId === "" || row.sourceId === sourceId ? { ...row, sourceId } : [],
    ),
    // A short or even empty page may have a successor: only the cursor tells (query reference).
    next: nextCursor(answer),
    incomplete: record(answer.request_status).type === "incomplete",
    ...(rows.length < pages.length ? { unreadable: pages.length - rows.length } : {}),
  };
}

async function readAuthor(client: Client, ask: Ask, page_id: string): Promise<string | undefined> {
  const page = await ask("a row", "page", () => client.pages.retrieve({ page_id }));
  const hands = new Set([record(page.last_edited_by).id, record(page.created_by).id].map(text));
  for (const user_id of hands) {
    if (user_id === "") continue;
    const user = await ask("a user", "user", () => client.users.retrieve({ user_id }));
    // Left out of what a connection without the capability for addresses is shown.
    const email = text(record(user.person).email);
    if (user.type === "person" && email !== "") return email;
  }
  return undefined;
}

/** Longer values would take a minute's requests for one cell, at every edit of its row. */
const mostValuePages = 20;

async function readValue(client: Client, ask: Ask, page_id: string, propertyId: string): Promise<Value> {
  const cell = { page_id, property_id: encodeURIComponent(propertyId), page_size: pageSize };
  const answers: Json[] = [];
  let cursor: string | undefined;
  do {
    if (answers.length === mostValuePages)
      throw new PermanentError(`a cell holds more than ${mostValuePages * pageSize} references`);
    const from = cursor === undefined ? {} : { start_cursor: cursor };
    const answer = await ask("a cell", "property_item", () =>
      client.pages.properties.retrieve({ ...cell, ...from }),
    );
    answers.push(answer);
    cursor = nextCursor(answer);
  } while (cursor !== undefined);
  return decodePropertyItem(answers);
}
