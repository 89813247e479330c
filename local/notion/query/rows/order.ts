import { type Cell, isEmptyCell } from "../cell.ts";
import type { Column } from "./column.ts";

export type Direction = "ascending" | "descending";

/** Changed rows are moved one by one while they are this few, or this share of all. */
const FEW = 16;
const SHARE = 0.02;

/**
 * The slots of a table in the order of one or two columns, made when first asked for and kept from query to query. What
 * is empty comes last whichever way; among equals, the oldest row comes first.
 */
export class Order {
  readonly #columns: readonly Column[];
  readonly #used: () => Uint8Array;
  readonly #dirty = new Set<number>();
  #slots: Int32Array | undefined;
  #descending: Int32Array | undefined;
  #ranks: Record<Direction, Int32Array | undefined> = { ascending: undefined, descending: undefined };

  /**
   * @param columns a later one decides among equals of the earlier, in the same direction
   * @param used by slot: 0 where there is no row
   */
  constructor(columns: readonly Column[], used: () => Uint8Array) {
    this.#columns = columns;
    this.#used = used;
    for (const column of columns) column.onChange((slot) => this.#touch(slot));
  }

  slots(direction: Direction): Int32Array {
    const slots = this.#upToDate();
    if (direction === "ascending") return slots;
    this.#descending ??= this.#turned(slots);
    return this.#descending;
  }

  /** Slot → place of its cell among the different ones, in that direction. */
  ranks(direction: Direction): Int32Array {
    const slots = this.slots(direction);
    const known = this.#ranks[direction];
    if (known) return known;
    const ranks = new Int32Array(this.#used().length);
    let rank = 0;
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i] as number;
      if (i > 0 && this.#compare(slots[i - 1] as number, slot) !== 0) rank += 1;
      ranks[slot] = rank;
    }
    this.#ranks[direction] = ranks;
    return ranks;
  }

  /** Negative when `x` comes before `y`, 0 when they are equal. */
  compare(x: number, y: number, direction: Direction): number {
    const order = this.#compare(x, y);
    const isTurned = direction === "descending" && !this.#isEmpty(x) && !this.#isEmpty(y);
    return isTurned ? -order : order;
  }

  #touch(slot: number | "all"): void {
    if (slot === "all") this.#slots = undefined;
    else if (this.#slots) this.#dirty.add(slot);
  }

  #upToDate(): Int32Array {
    if (this.#slots && this.#dirty.size === 0) return this.#slots;
    const few = Math.max(FEW, (this.#slots?.length ?? 0) * SHARE);
    const slots = this.#slots && this.#dirty.size <= few ? this.#moved(this.#slots) : this.#sorted();
    this.#slots = slots;
    this.#descending = undefined;
    this.#ranks = { ascending: undefined, descending: undefined };
    this.#dirty.clear();
    return slots;
  }

  #sorted(): Int32Array {
    const used = this.#used();
    const slots: number[] = [];
    for (let slot = 0; slot < used.length; slot++) if (used[slot] !== 0) slots.push(slot);
    return Int32Array.from(slots.sort((a, b) => this.#compare(a, b) || a - b));
  }

  /** The rows that changed are taken out and put in again where they belong. */
  #moved(slots: Int32Array): Int32Array {
    const used = this.#used();
    const before = (a: number, b: number) => this.#compare(a, b) || a - b;
    const moved = [...this.#dirty].filter((slot) => used[slot] !== 0).sort(before);
    const kept = without(slots, this.#dirty, used.length);
    const result = new Int32Array(kept.length + moved.length);
    let [from, to] = [0, 0];
    for (const slot of moved) {
      const place = placeOf(kept, from, (other) => before(other, slot) < 0);
      result.set(kept.subarray(from, place), to);
      to += place - from;
      result[to] = slot;
      [from, to] = [place, to + 1];
    }
    result.set(kept.subarray(from), to);
    return result;
  }

  /** The other way round; groups of equals and the empty ones keep their own order. */
  #turned(slots: Int32Array): Int32Array {
    const result = new Int32Array(slots.length);
    const filled = placeOf(slots, 0, (slot) => !this.#isEmpty(slot));
    let to = 0;
    for (let end = filled; end > 0; ) {
      let start = end - 1;
      while (start > 0 && this.#compare(slots[start - 1] as number, slots[start] as number) === 0) start -= 1;
      for (let i = start; i < end; i++) result[to++] = slots[i] as number;
      end = start;
    }
    result.set(slots.subarray(filled), to);
    return result;
  }

  #isEmpty(slot: number): boolean {
    return isEmptyCell((this.#columns[0] as Column).at(slot));
  }

  #compare(x: number, y: number): number {
    for (const column of this.#columns) {
      const order = compareCells(column.at(x), column.at(y));
      if (order !== 0) return order;
    }
    return 0;
  }
}

/** Texts or numbers; "" and NaN come last. */
function compareCells(a: Cell, b: Cell): number {
  if (a === b) return 0;
  if (a < b) return a === "" ? 1 : -1;
  if (a > b) return b === "" ? -1 : 1;
  // Neither: at least one is NaN.
  return Number(isEmptyCell(a)) - Number(isEmptyCell(b));
}

function without(slots: Int32Array, left: ReadonlySet<number>, slotCount: number): Int32Array {
  const isLeft = new Uint8Array(slotCount);
  for (const slot of left) isLeft[slot] = 1;
  const kept = new Int32Array(slots.length);
  let length = 0;
  for (const slot of slots) if (isLeft[slot] === 0) kept[length++] = slot;
  return kept.subarray(0, length);
}

/** The first place, from `from` on, whose slot does not hold; all before it do. */
function placeOf(slots: Int32Array, from: number, holds: (slot: number) => boolean): number {
  let [low, high] = [from, slots.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(slots[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}
