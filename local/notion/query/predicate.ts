import type { Test } from "./cell-test.ts";
import type { Column } from "./rows/column.ts";

/** A filter over the slots of a table. */
export type Predicate = {
  test(slot: number): boolean;
  /** Clears the slots that do not pass, as far as that can be told from columns that are not computed. */
  narrow(slots: Uint8Array): void;
  /** What is still to be tested of the slots that are left. */
  late?: (slot: number) => boolean;
};

export const EVERY: Predicate = { test: () => true, narrow: () => {} };

export function onCells(column: Column, passes: Test): Predicate {
  const test = (slot: number) => passes(column.at(slot));
  if (column.source.isComputed) return { test, narrow: () => {}, late: test };
  return { test, narrow: (slots) => column.narrow(slots, passes) };
}

export function allOf(members: readonly Predicate[]): Predicate {
  const late = members.flatMap((member) => member.late ?? []);
  return {
    test: (slot) => members.every(({ test }) => test(slot)),
    narrow(slots) {
      for (const member of members) member.narrow(slots);
    },
    ...(late.length > 0 && { late: (slot: number) => late.every((test) => test(slot)) }),
  };
}

export function anyOf(members: readonly Predicate[]): Predicate {
  const test = (slot: number) => members.some((member) => member.test(slot));
  if (members.some(({ late }) => late)) return { test, narrow: () => {}, late: test };
  return { test, narrow: (slots) => narrowToAny(members, slots) };
}

function narrowToAny(members: readonly Predicate[], slots: Uint8Array): void {
  const left = slots.slice();
  slots.fill(0);
  for (const member of members) {
    const passing = left.slice();
    member.narrow(passing);
    for (let slot = 0; slot < passing.length; slot++) {
      if (passing[slot] === 0) continue;
      slots[slot] = 1;
      left[slot] = 0;
    }
  }
}
