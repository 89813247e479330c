import type { ChangeEvent, Snapshot } from "./change.ts";
import type { ContentHashes } from "./content.ts";
import { displayText, isEmptyValue } from "./display.ts";
import type { Property, Row } from "./row.ts";

/**
 * The change from a row's snapshot to the row as it was read now, property by property. `changed` is empty when only the
 * columns of the source differ: that is remembered but concerns no rule.
 */
export function diffRow(
  snapshot: Snapshot | undefined,
  row: Row,
  content: ContentHashes,
): Omit<ChangeEvent, "at"> {
  if (!snapshot) {
    return { op: "create", before: null, after: row, changed: Object.keys(content.hashes), revision: 1 };
  }
  const changed = Object.keys(content.hashes).filter((id) => {
    if (snapshot.hashes[id] === content.hashes[id]) return false;
    const before = snapshot.hashes[id] === undefined ? undefined : snapshot.row.properties[id];
    const after = row.properties[id];
    // One of the two is a beginning only: nobody knows what was beyond it.
    if (before?.truncated !== after?.truncated && before?.type === after?.type) return false;
    return before !== undefined && before.type === after?.type ? true : isFilledIn(before, after);
  });
  return {
    op: "update",
    before: completed(snapshot.row, row),
    after: row,
    changed,
    revision: snapshot.revision + 1,
  };
}

/** Kinds that Notion fills in by itself the moment their column is made, in every row at once. */
const computed = new Set(["formula", "rollup", "created_time", "created_by", "unique_id", "other"]);

/**
 * A column the snapshot did not have yet was empty then, and one whose type was changed holds what Notion made of its
 * values: only what somebody put there is a change of the row.
 */
function isFilledIn(before: Property | undefined, after: Property | undefined): boolean {
  if (after === undefined || computed.has(after.type)) return false;
  if (before !== undefined && displayText(before) === displayText(after)) return false;
  return after.type === "checkbox" ? after.value : !isEmptyValue(after);
}

/**
 * The row before, with what Notion computes in columns it did not have yet: nobody knows what that was, and as it is now
 * it makes no rule start to match.
 */
function completed(before: Row, after: Row): Row {
  const added = Object.values(after.properties).filter(
    ({ id, type }) => before.properties[id] === undefined && computed.has(type),
  );
  if (added.length === 0) return before;
  const entries = added.map((property) => [property.id, property] as const);
  return { ...before, properties: { ...before.properties, ...Object.fromEntries(entries) } };
}
