import type { ChangeEvent, Snapshot } from "./change.ts";
import type { ContentHashes } from "./content.ts";
import { isEmptyValue } from "./display.ts";
import type { Property, Row } from "./row.ts";

/**
 * The change from a row's snapshot to the row as it was read now, property by property. `changed` is empty when only the
 * columns of the source differ: that is remembered but concerns no rule.
 */
export function diffRow(snapshot: Snapshot | undefined, row: Row, content: ContentHashes): ChangeEvent {
  if (!snapshot) {
    return { op: "create", before: null, after: row, changed: Object.keys(content.hashes), revision: 1 };
  }
  const changed = Object.keys(content.hashes).filter((id) => {
    const before = snapshot.hashes[id];
    return before === undefined ? isFilledIn(row.properties[id]) : before !== content.hashes[id];
  });
  return { op: "update", before: snapshot.row, after: row, changed, revision: snapshot.revision + 1 };
}

/** Kinds that Notion fills in by itself the moment their column is made, in every row at once. */
const computed = new Set(["formula", "rollup", "created_time", "created_by", "unique_id", "other"]);

/** A column the snapshot did not have yet was empty then: only somebody's value in it is a change of the row. */
function isFilledIn(property: Property | undefined): boolean {
  if (property === undefined || computed.has(property.type)) return false;
  return property.type === "checkbox" ? property.value : !isEmptyValue(property);
}
