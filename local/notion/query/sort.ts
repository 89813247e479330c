import type { Json, Property } from "../entities.ts";
import { expectArray, expectKeys, expectObject, expectOneOf } from "../expect.ts";
import { invalid } from "../problem.ts";
import { findProperty } from "../properties/find-property.ts";
import type { Looking } from "./looking.ts";
import type { Direction, Order } from "./rows/order.ts";
import { sortSource, TIME_SOURCES } from "./sort-cell.ts";

const DIRECTIONS = ["ascending", "descending"] as const;
const TIMES = ["created_time", "last_edited_time"] as const;

type Sort = { order: Order; direction: Direction };

/** A request's `sorts`, the earlier ones winning. @throws Problem for what is no sort, or names no property */
export function compileSorts(input: unknown, looking: Looking): Sort[] {
  const given = expectArray(input, "body.sorts");
  return given.map((sort, index) => sortOf(expectObject(sort, `body.sorts[${index}]`), index, looking));
}

/**
 * The slots in that order, those that are set among them; the oldest row first among equals, and where nothing is sorted,
 * though Notion promises no order there.
 */
export function sortSlots(set: Uint8Array, sorts: readonly Sort[], sortAnew: number): Int32Array {
  const [first] = sorts;
  const last = sorts.at(-1);
  if (!first || !last) return slotsIn(set);
  if (countIn(set) <= sortAnew) return slotsIn(set).sort((a, b) => compare(a, b, sorts));
  if (first === last) return first.order.slots(first.direction);
  let slots = onlySet(last.order.slots(last.direction), set);
  for (const { order, direction } of sorts.slice(0, -1).toReversed()) {
    slots = distribute(slots, order.ranks(direction));
  }
  return slots;
}

// Loops over a quarter of a million slots: plain ones, which take a fraction of the time of callbacks.

function countIn(set: Uint8Array): number {
  let count = 0;
  for (let slot = 0; slot < set.length; slot++) count += set[slot] as number;
  return count;
}

function slotsIn(set: Uint8Array): Int32Array {
  const slots = new Int32Array(countIn(set));
  for (let slot = 0, to = 0; slot < set.length; slot++) if (set[slot] === 1) slots[to++] = slot;
  return slots;
}

function onlySet(slots: Int32Array, set: Uint8Array): Int32Array {
  const only = new Int32Array(slots.length);
  let length = 0;
  for (let i = 0; i < slots.length; i++) {
    const slot = at(slots, i);
    if (set[slot] === 1) only[length++] = slot;
  }
  return only.subarray(0, length);
}

function compare(a: number, b: number, sorts: readonly Sort[]): number {
  for (const { order, direction } of sorts) {
    const compared = order.compare(a, b, direction);
    if (compared !== 0) return compared;
  }
  return a - b;
}

function sortOf(sort: Json, index: number, looking: Looking): Sort {
  const where = `body.sorts[${index}]`;
  const direction = expectOneOf(sort.direction, DIRECTIONS, `${where}.direction`);
  expectKeys(sort, [sort.timestamp === undefined ? "property" : "timestamp", "direction"], where);
  if (sort.timestamp !== undefined) {
    return { order: timeOrder(expectOneOf(sort.timestamp, TIMES, `${where}.timestamp`), looking), direction };
  }
  const property = findProperty(looking.source.properties, sort.property);
  if (!property) throw invalid(`Could not find sort property with name or id: ${sort.property}`);
  const time = TIMES.find((type) => type === property.type);
  return { order: time ? timeOrder(time, looking) : orderOf(property, looking), direction };
}

function timeOrder(time: (typeof TIMES)[number], { table, column }: Looking): Order {
  const columns = TIME_SOURCES[time].map((source, index) => column(`sort ${time} ${index}`, source));
  return table.order(time, columns);
}

function orderOf(property: Property, looking: Looking): Order {
  const key = `sort ${property.id}`;
  return looking.table.order(key, [looking.column(key, sortSource(property, looking))]);
}

/** Sorts by rank and leaves the order among equals as it is, in one go over the slots. */
function distribute(slots: Int32Array, ranks: Int32Array): Int32Array {
  const starts = new Int32Array(ranks.length + 1);
  for (let i = 0; i < slots.length; i++) {
    const next = at(ranks, at(slots, i)) + 1;
    starts[next] = at(starts, next) + 1;
  }
  for (let rank = 1; rank < starts.length; rank++) starts[rank] = at(starts, rank) + at(starts, rank - 1);
  const result = new Int32Array(slots.length);
  for (let i = 0; i < slots.length; i++) {
    const slot = at(slots, i);
    const rank = at(ranks, slot);
    const place = at(starts, rank);
    starts[rank] = place + 1;
    result[place] = slot;
  }
  return result;
}

function at(numbers: Int32Array, index: number): number {
  return numbers[index] as number;
}
