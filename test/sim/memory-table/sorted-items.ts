/** Values by partition, each partition sorted by a text. Keys compare by UTF-16 code unit: ours are ASCII. */
export class SortedItems<T> {
  readonly #partitions = new Map<string, { sorts: string[]; values: Map<string, T> }>();

  get(partition: string, sort: string): T | undefined {
    return this.#partitions.get(partition)?.values.get(sort);
  }

  set(partition: string, sort: string, value: T): void {
    let found = this.#partitions.get(partition);
    if (!found) {
      found = { sorts: [], values: new Map() };
      this.#partitions.set(partition, found);
    }
    if (!found.values.has(sort)) found.sorts.splice(firstFrom(found.sorts, sort), 0, sort);
    found.values.set(sort, value);
  }

  delete(partition: string, sort: string): void {
    const found = this.#partitions.get(partition);
    if (!found?.values.delete(sort)) return;
    found.sorts.splice(firstFrom(found.sorts, sort), 1);
    if (found.sorts.length === 0) this.#partitions.delete(partition);
  }

  /** Those of a partition from `from` until the first that `isBeyond`, and behind `after`; or the other way round. */
  *range(
    partition: string,
    range: {
      from: string;
      isBeyond: (sort: string) => boolean;
      after: string | undefined;
      newestFirst: boolean;
    },
  ): Generator<T> {
    const found = this.#partitions.get(partition);
    if (!found) return;
    const { sorts, values } = found;
    let low = firstFrom(sorts, range.from);
    let high = firstThat(sorts, range.isBeyond);
    if (range.after !== undefined) {
      const at = firstFrom(sorts, range.after);
      if (range.newestFirst) high = Math.min(high, at);
      else low = Math.max(low, sorts[at] === range.after ? at + 1 : at);
    }
    if (range.newestFirst)
      for (let at = high - 1; at >= low; at--) yield values.get(sorts[at] as string) as T;
    else for (let at = low; at < high; at++) yield values.get(sorts[at] as string) as T;
  }
}

function firstFrom(sorts: readonly string[], from: string): number {
  return firstThat(sorts, (sort) => sort >= from);
}

/** The index of the first of which `is` holds, where it holds of all behind that too. */
function firstThat(sorts: readonly string[], is: (sort: string) => boolean): number {
  let low = 0;
  let high = sorts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (is(sorts[middle] as string)) high = middle;
    else low = middle + 1;
  }
  return low;
}
