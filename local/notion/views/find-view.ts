import { type Call, find } from "../call.ts";
import type { View, ViewQuery } from "../entities.ts";
import { expectUuid } from "../expect.ts";
import { notFound } from "../problem.ts";

/** The view of the path. A deleted one is gone; one of a database that is not shared is not there. */
export function viewIn(call: Call): View {
  return findView(call, call.params.view_id, "path.view_id");
}

export function findView(call: Call, input: unknown, where: string): View {
  const id = expectUuid(input, where);
  const view = call.workspace.store.get(id);
  if (view?.kind !== "view" || view.deleted) throw notFound("view", id, call.actor);
  find(call, "database", view.parentKey, where);
  return view;
}

/** The query of the path, which must be the view's, and not expired. What Notion answers then is not documented. */
export function viewQueryIn(call: Call): ViewQuery {
  const view = viewIn(call);
  const id = expectUuid(call.params.query_id, "path.query_id");
  const query = call.workspace.store.get(id);
  if (query?.kind !== "view_query" || query.parentKey !== view.id || isExpired(call, query)) {
    throw notFound("view query", id, call.actor);
  }
  return query;
}

export function isExpired({ workspace }: Call, { expiresAt }: ViewQuery): boolean {
  return expiresAt <= workspace.clock.now().getTime();
}
