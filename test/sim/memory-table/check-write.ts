import {
  type Attribute,
  type Item,
  type Key,
  tableLimits,
  type Write,
} from "../../../shared/stores/table.ts";
import { TABLE } from "../../../shared/table.ts";
import { invalid } from "./table-error.ts";

/** Attributes that are a key of the table or of an index: texts, and never empty. */
const keyNames = [TABLE, TABLE.dueIndex, TABLE.historyIndex, TABLE.rowsIndex, TABLE.runsIndex].flatMap(
  (keys) => [keys.partitionKey, keys.sortKey],
);

export function keyOf(write: Write): Key {
  if ("put" in write) return write.put as Key;
  if ("update" in write) return write.update;
  return "delete" in write ? write.delete : write.check;
}

/** An item as it may be stored. @throws ValidationException */
export function checkItem(item: Item): number {
  for (const name of keyNames) {
    const value = item[name];
    if (value === undefined && name !== TABLE.partitionKey && name !== TABLE.sortKey) continue;
    if (typeof value !== "string" || value === "") {
      throw invalid(`attribute "${name}" is a key: it must be a text that is not empty`);
    }
  }
  const bytes = itemBytes(item);
  if (bytes > tableLimits.itemBytes) throw invalid("Item size has exceeded the maximum allowed size");
  return bytes;
}

/** As DynamoDB counts it: the bytes of its names and values. */
export function itemBytes(item: Item): number {
  let bytes = 0;
  for (const name in item) bytes += Buffer.byteLength(name) + valueBytes(name, item[name] as Attribute);
  return bytes;
}

function valueBytes(name: string, value: Attribute): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (value instanceof Uint8Array) return value.length;
  if (!Number.isFinite(value)) throw invalid(`attribute "${name}" is no number: ${value}`);
  // Two digits take a byte, and one more for all of them.
  return Math.ceil(String(Math.abs(value)).length / 2) + 1;
}

/** @throws ValidationException */
export function checkTransaction(writes: readonly Write[], token: string): void {
  if (token === "") throw invalid("the token of a transaction is empty");
  if (writes.length === 0 || writes.length > tableLimits.actions) {
    throw invalid(`a transaction has 1 to ${tableLimits.actions} actions, not ${writes.length}`);
  }
  const seen = new Set<string>();
  for (const write of writes) {
    const { pk, sk } = keyOf(write);
    if (seen.has(`${pk}\n${sk}`)) {
      throw invalid("Transaction request cannot include multiple operations on one item");
    }
    seen.add(`${pk}\n${sk}`);
  }
}
