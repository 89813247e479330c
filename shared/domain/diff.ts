import type { ChangeEvent, Snapshot } from "./change.ts";
import { overlapMs } from "./checkpoint.ts";
import type { ContentHashes } from "./content.ts";
import { displayText, isEmptyValue } from "./display.ts";
import type { Property, Row } from "./row.ts";

const minuteMs = 60_000;

/**
 * The change from a row's snapshot to the row as it was read now, property by property. `changed` is empty when only the
 * columns of the source differ: that is remembered but concerns no rule.
 */
export function diffRow(
  snapshot: Snapshot | undefined,
  row: Row,
  content: ContentHashes,
  at: string,
): ChangeEvent {
  if (!snapshot) {
    return { op: "create", before: null, after: row, changed: Object.keys(content.hashes), revision: 1, at };
  }
  const isEdited = mayBeEdited(snapshot.row, row, at);
  const changed = Object.keys(content.hashes).filter((id) => {
    if (snapshot.hashes[id] === content.hashes[id]) return false;
    const before = snapshot.hashes[id] === undefined ? undefined : snapshot.row.properties[id];
    const after = row.properties[id];
    // One of the two is a beginning only: nobody knows what was beyond it.
    if (before?.truncated !== after?.truncated && before?.type === after?.type) return hasLost(before, after);
    if (before !== undefined && before.type === after?.type) return true;
    return isEdited && isFilledIn(before, after);
  });
  return {
    op: "update",
    before: completed(snapshot.row, row, isEdited),
    after: row,
    changed,
    revision: snapshot.revision + 1,
    at,
  };
}

/** Is something gone that was in the beginning, by which a baseline remembers a list? Then it certainly is another one. */
function hasLost(before: Property | undefined, after: Property | undefined): boolean {
  if (!before?.truncated || !after) return false;
  const left = new Set(referencesIn(after));
  return referencesIn(before).some((id) => !left.has(id));
}

function referencesIn(property: Property): string[] {
  if (property.type === "relation") return property.value;
  return property.type === "people" ? property.value.map(({ id }) => id) : [];
}

/** An edit time is a minute: until that and the index's delay are over, the same minute may hold another edit. */
function mayBeEdited(before: Row, after: Row, at: string): boolean {
  const edited = Date.parse(after.lastEditedTime);
  return Date.parse(before.lastEditedTime) !== edited || Date.parse(at) < edited + minuteMs + overlapMs;
}

/** Kinds that Notion fills in by itself the moment their column is made, in every row at once. */
const computed = new Set(["formula", "rollup", "created_time", "created_by", "unique_id", "other"]);

/**
 * A column the snapshot did not have yet was empty then, and one whose type was changed holds what Notion made of its
 * values: only what somebody put there is a change of the row. Nobody did where the row was not edited: then the column was
 * there before, and has come back.
 */
function isFilledIn(before: Property | undefined, after: Property | undefined): boolean {
  if (after === undefined || computed.has(after.type)) return false;
  if (before !== undefined && displayText(before) === displayText(after)) return false;
  return after.type === "checkbox" ? after.value : !isEmptyValue(after);
}

/**
 * The row before, with what columns it did not have yet hold without anybody's edit: nobody knows what that was, and as it
 * is now it makes no rule start to match.
 */
function completed(before: Row, after: Row, isEdited: boolean): Row {
  const added = Object.values(after.properties).filter(
    ({ id, type }) => before.properties[id] === undefined && (!isEdited || computed.has(type)),
  );
  if (added.length === 0) return before;
  const entries = added.map((property) => [property.id, property] as const);
  return { ...before, properties: { ...before.properties, ...Object.fromEntries(entries) } };
}
