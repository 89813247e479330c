import { type Call, hasDataSources } from "../call.ts";
import type { DataSource, Json } from "../entities.ts";
import { expectBoolean } from "../expect.ts";
import { listOf } from "../list.ts";
import { invalid } from "../problem.ts";
import { findProperty } from "../properties/find-property.ts";
import { renderPage } from "../render/page.ts";
import { findRows } from "./find-rows.ts";
import { nextRows } from "./scan.ts";

/** What the body of a query may hold. `archived`, `in_trash` and `result_type` are taken, and change nothing here. */
export const QUESTION = [
  "filter",
  "sorts",
  "start_cursor",
  "page_size",
  "is_archived",
  "archived",
  "in_trash",
  "result_type",
];

/** One page of the rows that pass the filter, in the order of the sorts; rows in the trash are not there. */
export function queryRows(call: Call, source: DataSource): Json {
  const { filter, sorts, is_archived } = call.body;
  const only = filterProperties(call);
  const unknown = only.find((name) => !findProperty(source.properties, name));
  if (unknown !== undefined) throw invalid(`Could not find property with name or id: ${unknown}`);
  const isArchived = is_archived === undefined ? false : expectBoolean(is_archived, "body.is_archived");
  const { rows, isCapped } = findRows(call, source, { filter, sorts, isArchived });
  const isSorted = Array.isArray(sorts) && sorts.length > 0;
  const { items, next } = nextRows(call, rows, call.workspace.tables.of(source.id), isSorted);
  const results = items.map((row) => renderPage(row, call, only));
  // The oldest version knows databases only.
  const type = hasDataSources(call) ? "page_or_data_source" : "page_or_database";
  return listOf(type, { items: results, next }, requestStatus(isCapped));
}

/** On every page of a capped answer; answers that are whole carry nothing, as recorded. */
function requestStatus(incomplete: boolean): Json {
  if (!incomplete) return {};
  return { request_status: { type: "incomplete", incomplete_reason: "query_result_limit_reached" } };
}

/** Repeated `filter_properties=`, or `filter_properties[]=` as the docs' curl has it. */
export function filterProperties({ query }: Call): string[] {
  return [...query.getAll("filter_properties"), ...query.getAll("filter_properties[]")];
}
