import type { Call } from "./call.ts";
import type { Database, DataSource } from "./entities.ts";
import { notFound, Problem } from "./problem.ts";

/**
 * The data source of a database that is asked for as if it were a table. @throws Problem where there are several: said
 * by the upgrade guide of the oldest version; told alike by the newer ones, which take a database for a parent.
 */
export function onlySource(call: Call, database: Database): DataSource {
  const sources = database.dataSourceIds
    .map((id) => call.workspace.store.get(id) as DataSource)
    .filter((source) => !source.inTrash);
  const [only] = sources;
  if (only && sources.length === 1) return only;
  if (!only) {
    const trashed = call.workspace.store.get(database.dataSourceIds[0] ?? "");
    // All of its data sources have moved elsewhere: there is no table to be had.
    if (trashed?.kind !== "data_source") throw notFound("database", database.id, call.actor);
    return trashed;
  }
  throw new Problem(
    400,
    "validation_error",
    "Databases with multiple data sources are not supported in this API version.",
    {
      error_type: "multiple_data_sources_for_database",
      database_id: database.id,
      child_data_source_ids: sources.map(({ id }) => id),
      minimum_api_version: "2025-09-03",
    },
  );
}
