import type { Snapshot } from "../domain/change.ts";
import { areHashesOf, hashRow } from "../domain/content.ts";
import type { Row } from "../domain/row.ts";
import type { SnapshotMark } from "../ports.ts";
import { TABLE } from "../table.ts";
import { jsonItem, jsonOf } from "./json-body.ts";
import { keys, partsOf } from "./keys.ts";
import type { Item, Key } from "./table.ts";

type Body = Omit<Snapshot, "revision" | "hash" | "hashes" | "isStub" | "removed" | "shown" | "row"> & {
  /** Left out where the row tells them: hashes do not shrink, and would be a third of the item. */
  hashes?: Snapshot["hashes"];
  /** Properties that have none: their values are no content. */
  unhashed?: string[];
  row: Omit<Row, "id" | "sourceId" | "lastEditedTime">;
};

/** The attributes that make a mark. */
export const markAttributes = ["revision", "hash", "source", "lastEdited", "isStub", "removed", "shown"];

export const rowsPartition = (sourceId: string) => `SOURCE#${sourceId}`;

export function snapshotItem(snapshot: Snapshot): Item {
  const { revision, hash, hashes, isStub, removed, shown, row, ...content } = snapshot;
  const { id, sourceId, lastEditedTime, ...rest } = row;
  const item: Item = {
    ...jsonItem(keys.snapshot(id), { ...content, ...hashesOf(row, hashes), row: rest } satisfies Body),
    revision,
    hash,
    source: sourceId,
    lastEdited: lastEditedTime,
  };
  if (shown) item.shown = JSON.stringify(shown);
  if (isStub) item.isStub = 1;
  // What left its source is not among the source's rows.
  if (removed) return { ...item, removed };
  return { ...item, ...placeIn(sourceId, `${row.createdTime}#${id}`) };
}

export function snapshotOf(item: Item): Snapshot | undefined {
  const body = jsonOf<Body>(item);
  if (!body) return undefined;
  const { row, hashes, unhashed, ...content } = body;
  const { revision, hash, sourceId, lastEditedTime, ...mark } = markOf(item);
  const own = { ...row, id: rowIdOf(item), sourceId, lastEditedTime };
  return {
    ...content,
    ...mark,
    row: own,
    revision,
    hash,
    hashes: hashes ?? hashRow(own, new Set(unhashed)).hashes,
  };
}

/** A row's hashes as they are stored: as what is needed to make them again, if that makes the same. */
function hashesOf(row: Row, hashes: Snapshot["hashes"]): Pick<Body, "hashes" | "unhashed"> {
  if (!areHashesOf(hashes, row)) return { hashes };
  const unhashed = Object.keys(row.properties).filter((id) => hashes[id] === undefined);
  return unhashed.length > 0 ? { unhashed } : {};
}

export function markOf(item: Item): SnapshotMark {
  const mark: SnapshotMark = {
    revision: Number(item.revision),
    hash: String(item.hash),
    sourceId: String(item.source),
    lastEditedTime: String(item.lastEdited),
  };
  if (item.isStub === 1) mark.isStub = true;
  if (item.removed !== undefined) mark.removed = item.removed as NonNullable<Snapshot["removed"]>;
  if (item.shown !== undefined) mark.shown = JSON.parse(String(item.shown));
  return mark;
}

export function rowIdOf({ pk }: Item): string {
  return partsOf(String(pk))[0] ?? "";
}

/** The entry of a row in the index of its source's rows, from `place`: its creation time and its id. */
export function indexEntry(sourceId: string, place: string): Item & Key {
  const [, id = ""] = place.split("#");
  return { ...keys.snapshot(id), ...placeIn(sourceId, place) };
}

/** The place of an entry of that index among its source's rows. */
export function placeOf(entry: Item): string {
  return String(entry[TABLE.rowsIndex.sortKey]);
}

function placeIn(sourceId: string, place: string): Item {
  const { partitionKey, sortKey } = TABLE.rowsIndex;
  return { [partitionKey]: rowsPartition(sourceId), [sortKey]: place };
}
