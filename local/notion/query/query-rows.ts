import type { Call } from "../call.ts";
import type { DataSource, Json } from "../entities.ts";
import { listOf, slice } from "../list.ts";
import { invalid } from "../problem.ts";
import { findProperty } from "../properties/find-property.ts";
import { renderPage } from "../render/page.ts";
import { compileFilter } from "./filter.ts";
import { sortRows } from "./sort.ts";

/** One page of the rows that pass the filter, in the order of the sorts; rows in the trash are not there. */
export function queryRows(call: Call, source: DataSource): Json {
  const { body, workspace } = call;
  const only = filterProperties(call);
  const unknown = only.find((name) => !findProperty(source.properties, name));
  if (unknown !== undefined) throw invalid(`Could not find property with name or id: ${unknown}`);
  const test = body.filter === undefined ? () => true : compileFilter(body.filter, { call, source });
  const live = workspace.store.rows(source.id).filter((row) => !row.inTrash && test(row));
  const sorted = sortRows(live, body.sorts, call, source);
  const capped = sorted.slice(0, workspace.queryCap);
  const { items, next } = slice(call, "body", capped, (row) => row.id);
  const rows = items.map((row) => renderPage(row, call, only));
  return listOf("page_or_data_source", { items: rows, next }, requestStatus(sorted.length > capped.length));
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
