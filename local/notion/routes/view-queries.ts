import { type Call, type Route, stampNew } from "../call.ts";
import type { Json, ViewQuery } from "../entities.ts";
import { listOf, slice } from "../list.ts";
import { millisecond } from "../times.ts";
import { isExpired, viewIn, viewQueryIn } from "../views/find-view.ts";
import { runView } from "../views/run-view.ts";

const LIFE_MS = 15 * 60_000;

const common = { since: "2025-09-03", needs: "read_content" } as const;

/** A view's rows as they are when it is asked, to be read a page at a time for 15 minutes. Ids only. */
export const viewQueryRoutes: Route[] = [
  { method: "POST", path: "/v1/views/:view_id/queries", answer: createQuery, body: ["page_size"], ...common },
  { method: "GET", path: "/v1/views/:view_id/queries/:query_id", answer: readQuery, ...common },
  { method: "DELETE", path: "/v1/views/:view_id/queries/:query_id", answer: deleteQuery, ...common },
];

function createQuery(call: Call): Json {
  const { store, ids } = call.workspace;
  const view = viewIn(call);
  forgetExpired(call);
  const stamp = stampNew(call);
  const query: ViewQuery = {
    kind: "view_query",
    id: ids.uuid(),
    parentKey: view.id,
    ...runView(call, view),
    expiresAt: stamp.createdAt + LIFE_MS,
    stamp,
  };
  store.put(query);
  const { results, next_cursor, has_more, request_status } = pageOf(call, "body", query);
  return {
    object: "view_query",
    id: query.id,
    view_id: view.id,
    expires_at: millisecond(query.expiresAt),
    total_count: query.rowIds.length,
    results,
    next_cursor,
    has_more,
    ...(request_status !== undefined && { request_status }),
  };
}

function forgetExpired(call: Call): void {
  const { store } = call.workspace;
  for (const query of store.ofKind("view_query")) if (isExpired(call, query)) store.remove(query.id);
}

function readQuery(call: Call): Json {
  return pageOf(call, "query", viewQueryIn(call));
}

function pageOf(call: Call, part: "body" | "query", { rowIds, isCapped }: ViewQuery): Json {
  const { items, next } = slice(call, part, rowIds, (id) => id);
  const capped = { request_status: { type: "incomplete", incomplete_reason: "query_result_limit_reached" } };
  const pages = items.map((id) => ({ object: "page", id }));
  return listOf("page", { items: pages, next }, isCapped ? capped : {});
}

function deleteQuery(call: Call): Json {
  const { id } = viewQueryIn(call);
  call.workspace.store.remove(id);
  return { object: "view_query", id, deleted: true };
}
