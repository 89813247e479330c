import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../../shared/ports.ts";
import {
  type Item,
  type Key,
  type Query,
  type Table,
  tableLimits,
  type Write,
} from "../../shared/stores/table.ts";
import { TABLE } from "../../shared/table.ts";
import { changed } from "./memory-table/changed.ts";
import { checkItem, checkTransaction, keyOf } from "./memory-table/check-write.ts";
import { holds, isOneOf } from "./memory-table/holds.ts";
import { LateIndex } from "./memory-table/late-index.ts";
import { SortedItems } from "./memory-table/sorted-items.ts";
import { invalid, tableError } from "./memory-table/table-error.ts";

const tokenMs = 10 * 60_000;

export type MemoryTableOptions = {
  /** How long a change takes to reach an index, in milliseconds of the clock; asked for each change of an index. */
  indexDelay?: () => number;
};

/** What a write makes of its item: the item after it, `null` for none, undefined where nothing changes. */
type Effect = { key: Key; before: Item | undefined; after: Item | null | undefined; bytes: number };

/**
 * The one table in memory, as strict as DynamoDB: the same conditions, limits and errors' names, tokens that last ten
 * minutes of the clock, indexes that answer late. Nothing leaves it by its `ttl`: DynamoDB deletes days late too.
 */
export function memoryTable(clock: Clock, { indexDelay = () => 0 }: MemoryTableOptions = {}): Table {
  const items = new SortedItems<Item>();
  const indexes = {
    due: new LateIndex(TABLE.dueIndex),
    history: new LateIndex(TABLE.historyIndex),
    rows: new LateIndex(TABLE.rowsIndex),
    runs: new LateIndex(TABLE.runsIndex),
  };
  const all = Object.values(indexes);
  const tokens = new Map<string, { at: number; writes: readonly Write[] }>();

  const get = (key: Key) => items.get(key.pk, key.sk);

  function apply({ key, before, after }: Effect, now: number): void {
    if (after === undefined) return;
    if (after === null) items.delete(key.pk, key.sk);
    else items.set(key.pk, key.sk, after);
    for (const index of all) index.change(key, before, after ?? undefined, now, indexDelay);
  }

  function isRepetition(token: string, writes: readonly Write[], now: number): boolean {
    // Oldest first.
    for (const [old, { at }] of tokens) {
      if (at + tokenMs > now) break;
      tokens.delete(old);
    }
    const known = tokens.get(token);
    if (known && !isDeepStrictEqual(known.writes, writes)) {
      throw tableError("IdempotentParameterMismatchException", `token "${token}" was used for other writes`);
    }
    return known !== undefined;
  }

  return {
    async get(key) {
      const item = get(key);
      return item && { ...item };
    },

    async getAll(keys, attributes) {
      const unique = new Map(keys.map((key) => [`${key.pk}\n${key.sk}`, key]));
      return [...unique.values()].flatMap((key) => {
        const item = get(key);
        return item ? [pick(item, attributes)] : [];
      });
    },

    async query(query) {
      const { index, limit = Number.POSITIVE_INFINITY, where = {}, attributes } = query;
      const found: Item[] = [];
      const matching = index ? indexes[index].query(query, clock.now().getTime()) : rangeOf(items, query);
      for (const item of matching) {
        if (!isOneOf(where, item)) continue;
        found.push(item);
        if (found.length === limit) break;
      }
      const last = found.length === limit ? found.at(-1) : undefined;
      const answer = found.map((item) => pick(item, index ? undefined : attributes));
      return last ? { items: answer, next: index ? { ...last } : pick(last, []) } : { items: answer };
    },

    async write(write) {
      const before = get(keyOf(write));
      const effect = effectOf(write, before);
      if (!holds(write.if, before)) return undefined;
      apply(effect, clock.now().getTime());
      return { ...effect.after };
    },

    async transact(writes, token) {
      checkTransaction(writes, token);
      const now = clock.now().getTime();
      if (isRepetition(token, writes, now)) return undefined;
      const failed = writes.flatMap((write, at) => (holds(write.if, get(keyOf(write))) ? [] : [at]));
      if (failed.length > 0) return failed;
      const effects = writes.map((write) => effectOf(write, get(keyOf(write))));
      if (effects.reduce((sum, { bytes }) => sum + bytes, 0) > tableLimits.transactionBytes) {
        throw invalid("Collection of items in a transaction cannot exceed 4MB");
      }
      for (const effect of effects) apply(effect, now);
      tokens.set(token, { at: now, writes });
      return undefined;
    },
  };
}

/** @throws ValidationException for an item as it may not be. */
function effectOf(write: Write, before: Item | undefined): Effect {
  const { pk, sk } = keyOf(write);
  const key = { pk, sk };
  if ("check" in write) return { key, before, after: undefined, bytes: 0 };
  if ("delete" in write) return { key, before, after: null, bytes: 0 };
  const after = "put" in write ? { ...write.put } : changed(before ?? key, write.change);
  return { key, before, after, bytes: checkItem(after) };
}

function rangeOf(
  items: SortedItems<Item>,
  { partition, from = "", until, after, newestFirst = false }: Query,
) {
  return items.range(partition, {
    from,
    isBeyond: (sort) => until !== undefined && sort > until,
    after: after && String(after.sk),
    newestFirst,
  });
}

function pick(item: Item, attributes: readonly string[] | undefined): Item {
  if (attributes === undefined) return { ...item };
  const picked: Item = { pk: item.pk as string, sk: item.sk as string };
  for (const name of attributes) {
    const value = item[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
