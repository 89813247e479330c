import { sees } from "../access.ts";
import type { Call, Route } from "../call.ts";
import type { Json } from "../entities.ts";
import { expectBoolean, expectObject, expectOneOf, expectString } from "../expect.ts";
import { listOf, sliceLazily } from "../list.ts";
import { renderDataSource } from "../render/data-source.ts";
import { renderDatabase } from "../render/database.ts";
import { renderPage } from "../render/page.ts";
import type { Findable, Titled, Titles } from "../search/titles.ts";
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

/** Version 2022-06-28 finds databases where the later ones find data sources. */
function search(call: Call): Json {
  const { body, version, workspace } = call;
  const table = version === "2022-06-28" ? "database" : "data_source";
  const words = body.query === undefined ? "" : expectString(body.query, "body.query").toLowerCase();
  const { kind, inTrash } = filterIn(body, table);
  const find = finderIn(body.sort);
  const found = () => find(workspace.titles, words, kind);
  const isShown = ({ id }: Titled) => {
    const one = workspace.store.get(id) as Findable;
    // The oldest version cannot show what is not one table. That it leaves it out is not documented.
    if (one.kind === "database" && one.dataSourceIds.filter((source) => isLive(call, source)).length !== 1)
      return false;
    return (one.inTrash || isUnderTrash(call, one)) === inTrash && sees(call, one);
  };
  const { items, next } = sliceLazily(call, found, ({ id }) => id, isShown);
  const results = items.map(({ id }) => render(workspace.store.get(id) as Findable, call));
  return listOf(`page_or_${table}`, { items: results, next });
}

function isLive({ workspace }: Call, id: string): boolean {
  const source = workspace.store.get(id);
  return source?.kind === "data_source" && !source.inTrash;
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

type Finder = (titles: Titles, words: string, kinds: readonly string[]) => Iterable<Titled>;

const newest: Finder = (titles, words, kinds) => titles.matching(words, kinds, "newest");
const oldest: Finder = (titles, words, kinds) => titles.matching(words, kinds, "oldest");

/** Titles that are the query come first, then those that begin with it. */
const byRelevance: Finder = (titles, words, kinds) => {
  const ranks: [Titled[], Titled[], Titled[]] = [[], [], []];
  for (const one of titles.matching(words, kinds, "newest")) {
    ranks[one.title === words ? 0 : one.title.startsWith(words) ? 1 : 2].push(one);
  }
  return ranks.flat();
};

/** Newest edit first when nothing is said. */
function finderIn(sort: unknown): Finder {
  if (sort === undefined) return newest;
  const given = expectObject(sort, "body.sort");
  if (given.property !== undefined) {
    expectOneOf(given.property, ["relevance"], "body.sort.property");
    return byRelevance;
  }
  expectOneOf(given.timestamp, ["last_edited_time"], "body.sort.timestamp");
  const direction = expectOneOf(given.direction, ["ascending", "descending"], "body.sort.direction");
  return direction === "descending" ? newest : oldest;
}

function render(one: Findable, call: Call): Json {
  if (one.kind === "page") return renderPage(one, call);
  return one.kind === "database" ? renderDatabase(one, call) : renderDataSource(one, call);
}
