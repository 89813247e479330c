import type { Json } from "../entities.ts";
import { medianOf } from "../formula/functions/numbers.ts";
import { isEmptyValue, startOf } from "../query/comparable.ts";
import type { PropertyValue } from "./property-type.ts";

type Rolled = readonly PropertyValue[];
/** From the values of the related rows to what the API shows of them. */
type RollupFunction = (values: Rolled) => Json;

function number(compute: (values: Rolled) => number | null): RollupFunction {
  return (values) => ({ type: "number", number: compute(values) });
}

/** Of the numbers among the values; null when there are none. */
function ofNumbers(compute: (numbers: number[]) => number): RollupFunction {
  return number((values) => {
    const numbers = values.map(numberOf).filter((one) => one !== null);
    return numbers.length > 0 ? compute(numbers) : null;
  });
}

/** As a part of 1; null of nothing. */
function share(holds: (value: PropertyValue) => boolean): RollupFunction {
  return number((values) => (values.length > 0 ? values.filter(holds).length / values.length : null));
}

const isFull = (value: PropertyValue) => !isEmptyValue(value);
const isChecked = (value: PropertyValue) => flat(value).checkbox === true || flat(value).boolean === true;
const count = (holds: (value: PropertyValue) => boolean) => number((values) => values.filter(holds).length);
const total = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0);

/** Groups of a status are not told by any recorded answer, nor documented. */
const unsupported: RollupFunction = () => ({ type: "unsupported", unsupported: {} });

export const ROLLUP_FUNCTIONS: Record<string, RollupFunction> = {
  count: number((values) => values.length),
  count_values: number((values) => values.filter(isFull).reduce((sum, one) => sum + itemsIn(one).length, 0)),
  empty: count((value) => isEmptyValue(value)),
  not_empty: count(isFull),
  unique: number((values) => new Set(values.filter(isFull).flatMap(itemsIn)).size),
  show_unique: (values) => ({ type: "array", array: firstOfEach(values.filter(isFull)) }),
  percent_empty: share((value) => isEmptyValue(value)),
  percent_not_empty: share(isFull),
  sum: number((values) => total(values.map(numberOf).filter((one) => one !== null))),
  average: ofNumbers((numbers) => total(numbers) / numbers.length),
  median: ofNumbers(medianOf),
  min: ofNumbers((numbers) => Math.min(...numbers)),
  max: ofNumbers((numbers) => Math.max(...numbers)),
  range: ofNumbers((numbers) => Math.max(...numbers) - Math.min(...numbers)),
  earliest_date: (values) => ({ type: "date", date: dateOf(moments(values)[0]) }),
  latest_date: (values) => ({ type: "date", date: dateOf(moments(values).at(-1)) }),
  date_range: (values) => ({ type: "date", date: rangeOf(moments(values)) }),
  checked: count(isChecked),
  unchecked: count((value) => !isChecked(value)),
  percent_checked: share(isChecked),
  percent_unchecked: share((value) => !isChecked(value)),
  count_per_group: unsupported,
  percent_per_group: unsupported,
  show_original: (values) => ({ type: "array", array: values }),
};

/** The value inside a formula or rollup; any other as it is. */
function flat(value: PropertyValue): PropertyValue {
  if (value.type !== "formula" && value.type !== "rollup") return value;
  return flat(value[value.type] as PropertyValue);
}

function numberOf(value: PropertyValue): number | null {
  const { number: inner } = flat(value);
  return typeof inner === "number" ? inner : null;
}

/** What counts as one: each option, person, page or file; of anything else the whole value. */
function itemsIn(value: PropertyValue): string[] {
  const inner = flat(value)[flat(value).type];
  if (Array.isArray(inner) && value.type !== "title" && value.type !== "rich_text") {
    return inner.map((one: Json) => String(one.id ?? one.name ?? JSON.stringify(one)));
  }
  return [textKey(flat(value), inner)];
}

function textKey({ type }: PropertyValue, inner: unknown): string {
  if (type !== "title" && type !== "rich_text") return JSON.stringify(inner);
  return (inner as { plain_text: string }[]).map((item) => item.plain_text).join("");
}

function firstOfEach(values: Rolled): PropertyValue[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = itemsIn(value).join("\n");
    return !seen.has(key) && seen.add(key);
  });
}

/** All the starts and ends, as ISO text, the earliest first. */
function moments(values: Rolled): string[] {
  const found = values.flatMap((value) => {
    const start = startOf(flat(value));
    const { end } = (flat(value).date as { end?: string | null } | null | undefined) ?? {};
    return [start, end].filter((one) => typeof one === "string");
  });
  return found.toSorted((a, b) => Date.parse(a) - Date.parse(b));
}

function dateOf(start: string | undefined, end: string | null = null): Json | null {
  return start === undefined ? null : { start, end, time_zone: null };
}

function rangeOf(all: string[]): Json | null {
  return dateOf(all[0], all.at(-1) ?? null);
}
