import type { Cell } from "./cell.ts";

/** Numbers from `low` to `high`, both included. */
export type Range = { low: number; high: number };

/** What a condition says of a cell. With a range, it says no more than that the cell is a number in there. */
export type Test = ((cell: Cell) => boolean) & { range?: Range };

export function within(low: number, high: number): Test {
  return Object.assign((cell: Cell) => (cell as number) >= low && (cell as number) <= high, {
    range: { low, high },
  });
}

/** All of them; what are ranges become one. */
export function every(tests: readonly Test[]): Test {
  const [first] = tests;
  if (first && tests.length === 1) return first;
  const ranges = tests.flatMap(({ range }) => range ?? []);
  if (ranges.length < tests.length) return (cell) => tests.every((test) => test(cell));
  return within(Math.max(...ranges.map(({ low }) => low)), Math.min(...ranges.map(({ high }) => high)));
}

/** The next number there is above another. */
export function above(number: number): number {
  if (number === 0) return Number.MIN_VALUE;
  const bits = new BigInt64Array(Float64Array.of(number).buffer);
  bits[0] = (bits[0] as bigint) + (number > 0 ? 1n : -1n);
  return new Float64Array(bits.buffer)[0] as number;
}

export function below(number: number): number {
  return -above(-number);
}
