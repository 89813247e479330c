import { type Call, find } from "../call.ts";
import type { Json, Parent } from "../entities.ts";

/** The unique ids of a new row; a number is never given twice, whatever becomes of the row. */
export function takeNumbers(call: Call, parent: Parent): Json {
  if (parent.type !== "data_source_id") return {};
  const source = find(call, "data_source", parent.data_source_id, "body.parent.data_source_id");
  call.workspace.store.put({ ...source, nextNumber: source.nextNumber + 1 });
  const numbered = source.properties.filter((property) => property.type === "unique_id");
  return Object.fromEntries(numbered.map(({ id }) => [id, source.nextNumber]));
}
