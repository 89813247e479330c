/** Values by partition, each partition sorted by a text. Keys compare by UTF-16 code unit: ours are ASCII. */
export class SortedItems<T> {
  readonly #partitions = new Map<string, { sorts: string[]; values: T[] }>();

  get(partition: string, sort: string): T | undefined {
    const found = this.#partitions.get(partition);
    if (!found) return undefined;
    const at = firstFrom(found.sorts, sort);
    return found.sorts[at] === sort ? found.values[at] : undefined;
  }

  set(partition: string, sort: string, value: T): void {
    let found = this.#partitions.get(partition);
    if (!found) {
      found = { sorts: [], values: [] };
      this.#partitions.set(partition, found);
    }
    const at = firstFrom(found.sorts, sort);
    if (found.sorts[at] === sort) {
      found.values[at] = value;
      return;
    }
    found.sorts.splice(at, 0, sort);
    found.values.splice(at, 0, value);
  }

  delete(partition: string, sort: string): void {
    const found = this.#partitions.get(partition);
    if (!found) return;
    const at = firstFrom(found.sorts, sort);
    if (found.sorts[at] !== sort) return;
    found.sorts.splice(at, 1);
    found.values.splice(at, 1);
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
    const { sorts, values } = this.#partitions.get(partition) ?? { sorts: [], values: [] };
    let low = firstFrom(sorts, range.from);
    let high = firstThat(sorts, range.isBeyond);
    if (range.after !== undefined) {
      const at = firstFrom(sorts, range.after);
      if (range.newestFirst) high = Math.min(high, at);
      else low = Math.max(low, sorts[at] === range.after ? at + 1 : at);
    }
    if (range.newestFirst) for (let at = high - 1; at >= low; at--) yield values[at] as T;
    else for (let at = low; at < high; at++) yield values[at] as T;
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
