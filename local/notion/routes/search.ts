import { sees } from "../access.ts";
import type { Call, Route } from "../call.ts";
import type { Database, DataSource, Entity, Json, Page } from "../entities.ts";
import { expectBoolean, expectObject, expectOneOf, expectString } from "../expect.ts";
import { listOf, slice } from "../list.ts";
import { renderDataSource } from "../render/data-source.ts";
import { renderDatabase } from "../render/database.ts";
import { renderPage } from "../render/page.ts";
import { plainTitle } from "../render/title.ts";
import { isUnderTrash } from "../trash.ts";

/** Pages and tables whose title contains the query. Only Notion's lags behind what was just written. */
export const searchRoutes: Route[] = [
  {
    method: "POST",
    path: "/v1/search",
    answer: search,
    body: ["query", "filter", "sort", "start_cursor", "page_size"],
    needs: "read_content",
  },
];

type Findable = Page | Database | DataSource;

/** Version 2022-06-28 finds databases where the later ones find data sources. */
function search(call: Call): Json {
  const { body, version, workspace } = call;
  const table = version === "2022-06-28" ? "database" : "data_source";
  const words = body.query === undefined ? "" : expectString(body.query, "body.query").toLowerCase();
  const { kind, inTrash } = filterIn(body, table);
  const found: Findable[] = [];
  for (const one of workspace.store.all()) {
    if (!isOf(one, kind) || !plainTitle(one.id, call).toLowerCase().includes(words)) continue;
    if ((one.inTrash || isUnderTrash(call, one)) === inTrash && sees(call, one)) found.push(one);
  }
  found.sort(orderIn(call, words));
  const { items, next } = slice(call, "body", found, (one) => one.id);
  return listOf(`page_or_${table}`, { items: items.map((one) => render(one, call)), next });
}

function filterIn(
  { filter }: Json,
  table: "database" | "data_source",
): { kind: Findable["kind"][]; inTrash: boolean } {
  const kinds = ["page", table] as const;
  if (filter === undefined) return { kind: [...kinds], inTrash: false };
  const given = expectObject(filter, "body.filter");
  const inTrash = given.in_trash !== undefined && expectBoolean(given.in_trash, "body.filter.in_trash");
  if (given.value === undefined && given.in_trash !== undefined) return { kind: [...kinds], inTrash };
  expectOneOf(given.property, ["object"], "body.filter.property");
  return { kind: [expectOneOf(given.value, kinds, "body.filter.value")], inTrash };
}

function isOf(entity: Entity, kinds: string[]): entity is Findable {
  return kinds.includes(entity.kind);
}

type Compare = (a: Findable, b: Findable) => number;

/** Newest edit first; by relevance, titles that are the query come first, then those that begin with it. */
function orderIn(call: Call, words: string): Compare {
  const newest: Compare = (a, b) => b.stamp.editedAt - a.stamp.editedAt || b.stamp.edit - a.stamp.edit;
  if (call.body.sort === undefined) return newest;
  const sort = expectObject(call.body.sort, "body.sort");
  if (sort.property !== undefined) {
    expectOneOf(sort.property, ["relevance"], "body.sort.property");
    const rank = ({ id }: Findable) => {
      const title = plainTitle(id, call).toLowerCase();
      return title === words ? 0 : title.startsWith(words) ? 1 : 2;
    };
    return (a, b) => rank(a) - rank(b) || newest(a, b);
  }
  expectOneOf(sort.timestamp, ["last_edited_time"], "body.sort.timestamp");
  const direction = expectOneOf(sort.direction, ["ascending", "descending"], "body.sort.direction");
  return direction === "descending" ? newest : (a, b) => newest(b, a);
}

function render(one: Findable, call: Call): Json {
  if (one.kind === "page") return renderPage(one, call);
  return one.kind === "database" ? renderDatabase(one, call) : renderDataSource(one, call);
}
