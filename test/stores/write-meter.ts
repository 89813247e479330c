import type { Item, Key, Table, Write } from "../../shared/stores/table.ts";
import { TABLE } from "../../shared/table.ts";
import { itemBytes, keyOf } from "../sim/memory-table/check-write.ts";

const indexes = [TABLE.dueIndex, TABLE.historyIndex, TABLE.rowsIndex, TABLE.runsIndex];

/** What was written, by what it was: write units. */
export type Spent = Record<string, number>;

/**
 * A table that counts write units as DynamoDB's pricing does: one for each KB begun of the larger of the item before and
 * after, twice that in a transaction, and for each index one where its keys appear or disappear and two where they change.
 */
export function metered(table: Table): { table: Table; spent: Spent } {
  const spent: Spent = {};
  const count = (what: string, units: number) => {
    if (units > 0) spent[what] = (spent[what] ?? 0) + units;
  };
  const meter = (write: Write, before: Item | undefined, after: Item | undefined, factor: number) => {
    const kind = keyOf(write).sk.split("#")[0] ?? "";
    const how = factor === 2 ? "in a transaction" : "alone";
    const bytes = Math.max(before ? itemBytes(before) : 0, after ? itemBytes(after) : 0);
    count(`${kind} ${how}`, factor * Math.max(1, Math.ceil(bytes / 1024)));
    if ("check" in write) return;
    for (const index of indexes) count(`${kind} in index ${index.name}`, indexUnits(index, before, after));
  };
  const keysOf = (write: Write): Key => {
    const { pk, sk } = keyOf(write);
    return { pk, sk };
  };
  return {
    spent,
    table: {
      ...table,
      async write(write) {
        const before = await table.get(keysOf(write));
        const answer = await table.write(write);
        meter(write, before, await table.get(keysOf(write)), 1);
        return answer;
      },
      async transact(writes, token) {
        const before = await Promise.all(writes.map((write) => table.get(keysOf(write))));
        const answer = await table.transact(writes, token);
        for (const [at, write] of writes.entries())
          meter(write, before[at], await table.get(keysOf(write)), 2);
        return answer;
      },
    },
  };
}

function indexUnits(
  { partitionKey, sortKey }: { partitionKey: string; sortKey: string },
  before: Item | undefined,
  after: Item | undefined,
): number {
  const entry = (item: Item | undefined) =>
    item?.[partitionKey] === undefined || item[sortKey] === undefined
      ? undefined
      : `${item[partitionKey]} ${item[sortKey]}`;
  const [old, fresh] = [entry(before), entry(after)];
  return old === fresh ? 0 : (old === undefined ? 0 : 1) + (fresh === undefined ? 0 : 1);
}
