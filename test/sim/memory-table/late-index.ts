import type { Item, Key, Query } from "../../../shared/stores/table.ts";
import { SortedItems } from "./sorted-items.ts";

type IndexKeys = { partitionKey: string; sortKey: string };
type Place = { partition: string; sort: string };
type Change = { at: number; key: Key; name: string; entry: Item | undefined };

/** The end of a sort key in an index: entries of the same one are told apart by the item's own key. */
const separator = "\u0000";

/** One index: keys only, each change of an item seen when it has come, and those of one item in their order. */
export class LateIndex {
  readonly #keys: IndexKeys;
  readonly #entries = new SortedItems<Item>();
  readonly #places = new Map<string, Place>();
  readonly #waiting: Change[] = [];
  readonly #lastAt = new Map<string, number>();

  constructor(keys: IndexKeys) {
    this.#keys = keys;
  }

  /** @param delay in milliseconds. */
  change(
    key: Key,
    before: Item | undefined,
    after: Item | undefined,
    now: number,
    delay: () => number,
  ): void {
    const { partitionKey, sortKey } = this.#keys;
    if (before?.[partitionKey] === after?.[partitionKey] && before?.[sortKey] === after?.[sortKey]) return;
    const name = `${key.pk}${separator}${key.sk}`;
    const at = Math.max(now + delay(), this.#lastAt.get(name) ?? 0);
    const change = { at, key, name, entry: after && this.#entryOf(key, after) };
    if (at <= now && !this.#lastAt.has(name)) {
      this.#apply(change);
      return;
    }
    this.#lastAt.set(name, at);
    const place = this.#waiting.findLastIndex((waiting) => waiting.at <= at) + 1;
    this.#waiting.splice(place, 0, change);
  }

  *query(query: Query, now: number): Generator<Item> {
    while (this.#waiting[0] && this.#waiting[0].at <= now) {
      const change = this.#waiting.shift() as Change;
      if (this.#lastAt.get(change.name) === change.at) this.#lastAt.delete(change.name);
      this.#apply(change);
    }
    const { partition, after, until, from = "", newestFirst = false } = query;
    yield* this.#entries.range(partition, {
      from,
      isBeyond: (sort) => until !== undefined && sort.slice(0, sort.indexOf(separator)) > until,
      after: after && this.#sortOf(after as Key, String(after[this.#keys.sortKey])),
      newestFirst,
    });
  }

  /** Sparse: only items that have both keys are in it. */
  #entryOf({ pk, sk }: Key, item: Item): Item | undefined {
    const { partitionKey, sortKey } = this.#keys;
    const [partition, sort] = [item[partitionKey], item[sortKey]];
    return partition === undefined || sort === undefined
      ? undefined
      : { pk, sk, [partitionKey]: partition, [sortKey]: sort };
  }

  #apply({ key, name, entry }: Change): void {
    const old = this.#places.get(name);
    if (old) this.#entries.delete(old.partition, old.sort);
    if (!entry) {
      this.#places.delete(name);
      return;
    }
    const partition = String(entry[this.#keys.partitionKey]);
    const sort = this.#sortOf(key, String(entry[this.#keys.sortKey]));
    this.#entries.set(partition, sort, entry);
    this.#places.set(name, { partition, sort });
  }

  #sortOf({ pk, sk }: Key, sort: string): string {
    return `${sort}${separator}${pk}${separator}${sk}`;
  }
}
