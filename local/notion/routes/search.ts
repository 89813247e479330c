import type { Call, Route } from "../call.ts";
import type { DataSource, Entity, Json, Page } from "../entities.ts";
import { isObject } from "../expect.ts";
import { listOf, slice } from "../list.ts";
import { renderDataSource } from "../render/data-source.ts";
import { renderPage } from "../render/page.ts";
import { plainTitle } from "../render/title.ts";

/** Pages and data sources whose title contains the query; newest edit first unless the sort says otherwise. */
export const searchRoutes: Route[] = [{ method: "POST", path: "/v1/search", answer: search }];

function search(call: Call): Json {
  const { body, workspace } = call;
  const words = typeof body.query === "string" ? body.query.toLowerCase() : "";
  const kind = isObject(body.filter) ? body.filter.value : undefined;
  const inTrash = isObject(body.filter) && body.filter.in_trash === true;
  const sign = isObject(body.sort) && body.sort.direction === "ascending" ? 1 : -1;
  const found = [...workspace.store.all()]
    .filter(isFindable)
    .filter((one) => isTrashed(one, call) === inTrash && (kind === undefined || one.kind === kind))
    .filter((one) => plainTitle(one.id, call).toLowerCase().includes(words))
    .toSorted((a, b) => sign * (a.stamp.editedAt - b.stamp.editedAt || a.stamp.edit - b.stamp.edit));
  const { items, next } = slice(call, "body", found, (one) => one.id);
  const shown = items.map((one) =>
    one.kind === "page" ? renderPage(one, call) : renderDataSource(one, call),
  );
  return listOf("page_or_data_source", { items: shown, next });
}

function isFindable(entity: Entity): entity is Page | DataSource {
  return entity.kind === "page" || entity.kind === "data_source";
}

function isTrashed(entity: Page | DataSource, { workspace }: Call): boolean {
  if (entity.inTrash || entity.kind === "page") return entity.inTrash;
  return workspace.store.get(entity.databaseId)?.inTrash === true;
}
