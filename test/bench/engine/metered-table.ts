import type { Item, Key, Table, Write } from "../../../shared/stores/table.ts";
import { TABLE } from "../../../shared/table.ts";

/** What DynamoDB would bill, in request units; `byKind` splits the write units by the first part of the sort key. */
export type Meter = { writes: number; reads: number; byKind: Map<string, number> };

const writeBytes = 1024;
const readBytes = 4096;
const indexes = [TABLE.dueIndex, TABLE.historyIndex, TABLE.rowsIndex, TABLE.runsIndex];

/**
 * A table that counts request units by DynamoDB's rules (read and write capacity): a write unit for each KB begun of the
 * larger of the item before and after, twice that in a transaction, where a check costs as much as a write; one for each
 * entry of an index that appears or goes. A read unit for each 4 KB begun of an item, half of that from an index.
 */
export function meteredTable(table: Table): { table: Table; meter: Meter } {
  const meter: Meter = { writes: 0, reads: 0, byKind: new Map() };

  async function count(writes: readonly Write[], factor: number): Promise<() => Promise<void>> {
    const keys = writes.map(keyOf);
    const before = await itemsOf(table, keys);
    return async () => {
      const after = await itemsOf(table, keys);
      for (const key of keys) {
        const [was, is] = [before.get(nameOf(key)), after.get(nameOf(key))];
        const units = factor * blocks(Math.max(sizeOf(was), sizeOf(is)), writeBytes) + indexUnits(was, is);
        meter.writes += units;
        const kind = key.sk.split("#")[0] ?? "";
        meter.byKind.set(kind, (meter.byKind.get(kind) ?? 0) + units);
      }
    };
  }

  const read = (items: readonly (Item | undefined)[], factor: number) => {
    for (const item of items) meter.reads += factor * blocks(sizeOf(item), readBytes);
  };

  return {
    meter,
    table: {
      async get(key) {
        const item = await table.get(key);
        read([item], 1);
        return item;
      },
      async getAll(keys, attributes) {
        // An item is read as a whole, whatever is wanted of it.
        read([...(await itemsOf(table, keys)).values()], 1);
        return table.getAll(keys, attributes);
      },
      async query(query) {
        const answer = await table.query(query);
        const bytes = answer.items.reduce((sum, item) => sum + sizeOf(item), 0);
        meter.reads += (query.index ? 0.5 : 1) * blocks(bytes, readBytes);
        return answer;
      },
      async write(write) {
        const done = await count([write], 1);
        const answer = await table.write(write);
        await done();
        return answer;
      },
      async transact(writes, token) {
        const done = await count(writes, 2);
        const failed = await table.transact(writes, token);
        await done();
        return failed;
      },
    },
  };
}

async function itemsOf(table: Table, keys: readonly Key[]): Promise<Map<string, Item>> {
  return new Map((await table.getAll(keys)).map((item) => [nameOf(item as Key), item]));
}

function keyOf(write: Write): Key {
  if ("put" in write) return { pk: String(write.put.pk), sk: String(write.put.sk) };
  return "update" in write ? write.update : "delete" in write ? write.delete : write.check;
}

function nameOf({ pk, sk }: Key): string {
  return `${pk}\n${sk}`;
}

function blocks(bytes: number, size: number): number {
  return Math.max(1, Math.ceil(bytes / size));
}

function sizeOf(item: Item | undefined): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(item ?? {})) {
    bytes += name.length;
    if (typeof value === "number") bytes += Math.ceil(String(value).length / 2) + 1;
    else bytes += typeof value === "string" ? Buffer.byteLength(value) : value.length;
  }
  return bytes;
}

/** An entry that moves is written twice: it goes where it was and appears where it is. */
function indexUnits(was: Item | undefined, is: Item | undefined): number {
  let units = 0;
  for (const { partitionKey, sortKey } of indexes) {
    const [before, after] = [was, is].map((item) =>
      item?.[partitionKey] === undefined ? undefined : `${item[partitionKey]}\n${item[sortKey]}`,
    );
    if (before === after) continue;
    units += (before === undefined ? 0 : 1) + (after === undefined ? 0 : 1);
  }
  return units;
}
