// Reads a whole table, however large. A query ends after 10,000 rows, without an error: it only says `request_status:
// incomplete`. The client's helper then goes on from the creation time of the last row.
//   node docs/examples/read-a-large-table.ts <data source id>
import { iterateAllDataSourceRows } from "@notionhq/client";
import { argument, notion, print } from "./notion.ts";

const ids = new Set<string>();

for await (const row of iterateAllDataSourceRows(notion, {
  data_source_id: argument(1, "the id of a data source"),
})) {
  ids.add(row.id);
  if (ids.size % 10_000 === 0) print(`${ids.size} rows so far`);
}

print(`${ids.size} rows`);
