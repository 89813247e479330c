/**
 * The filter grammar once more, in the plainest way: over pages as the API shows them, nothing remembered, nothing
 * shared with the emulator, so that it can contradict it.
 */
// biome-ignore lint/suspicious/noExplicitAny: values as the API shows them, of any type
type Shown = any;
export type Row = {
  id: string;
  created_time: string;
  last_edited_time: string;
  properties: Record<string, Shown>;
};
type Asking = { now: Date; me: string };

const day = 86_400_000;

export function passes(filter: Shown, row: Row, asking: Asking): boolean {
  if (filter.and) return filter.and.every((one: Shown) => passes(one, row, asking));
  if (filter.or) return filter.or.some((one: Shown) => passes(one, row, asking));
  if (filter.timestamp) {
    const shown = { type: "date", date: { start: row[filter.timestamp as "created_time"] } };
    return holds(shown, filter[filter.timestamp], asking);
  }
  const { property, ...rest } = filter;
  const [condition] = Object.values(rest) as Shown[];
  const value = row.properties[property];
  if (value.type === "formula") return formulaPasses(value.formula, condition, asking);
  if (value.type === "rollup") return rollupPasses(value.rollup, condition, asking);
  return holds(value, condition, asking);
}

function formulaPasses(result: Shown, condition: Shown, asking: Asking): boolean {
  const [inner] = Object.values(condition);
  return holds({ type: result.type, [result.type]: result[result.type] }, inner, asking);
}

function rollupPasses(result: Shown, condition: Shown, asking: Asking): boolean {
  if (condition.number)
    return holds({ type: "number", number: result.number ?? null }, condition.number, asking);
  if (condition.date) return holds({ type: "date", date: result.date ?? null }, condition.date, asking);
  const [quantity, ofType] = Object.entries(condition)[0] as [string, Shown];
  const [inner] = Object.values(ofType);
  const results = result.array.map((item: Shown) => holds(item, inner, asking));
  if (quantity === "any") return results.includes(true);
  return quantity === "every" ? !results.includes(false) : !results.includes(true);
}

function holds(value: Shown, conditions: Shown, asking: Asking): boolean {
  return Object.entries(conditions).every(([name, operand]) => {
    if (name === "is_empty") return isEmpty(value);
    if (name === "is_not_empty") return !isEmpty(value);
    if (name.startsWith("does_not_")) {
      const opposite = name === "does_not_contain" ? "contains" : "equals";
      return !positive(value, opposite, operand, asking);
    }
    return positive(value, name, operand, asking);
  });
}

function isEmpty(value: Shown): boolean {
  const inner = value[value.type];
  if (value.type === "unique_id") return inner.number === null;
  if (value.type === "title" || value.type === "rich_text") return words(inner) === "";
  return inner === null || inner === undefined || inner === "" || inner.length === 0;
}

function positive(value: Shown, name: string, operand: Shown, asking: Asking): boolean {
  const inner = value[value.type];
  switch (value.type) {
    case "title":
    case "rich_text":
      return text(words(inner), name, operand);
    case "string":
    case "url":
    case "email":
    case "phone_number":
      return text(inner ?? "", name, operand);
    case "number":
      return number(inner, name, operand);
    case "unique_id":
      return number(inner.number, name, operand);
    case "checkbox":
    case "boolean":
      return inner === operand;
    case "select":
    case "status":
      return [operand].flat().includes(inner?.name);
    case "multi_select":
      return inner.some((option: Shown) => [operand].flat().includes(option.name));
    case "date":
      return (
        inner !== null && inner !== undefined && date(Date.parse(inner.start), name, operand, asking.now)
      );
    case "created_time":
    case "last_edited_time":
      return date(Date.parse(inner), name, operand, asking.now);
    case "verification":
      return (inner.state === "unverified" ? "none" : inner.state) === operand;
    default:
      return [inner].flat().some((one: Shown) => one.id === (operand === "me" ? asking.me : operand));
  }
}

function words(items: Shown[]): string {
  return items.map((item) => item.plain_text).join("");
}

function text(has: string, name: string, operand: string): boolean {
  const [a, b] = [has.toLowerCase(), operand.toLowerCase()];
  if (name === "equals") return a === b;
  if (name === "contains") return a.indexOf(b) >= 0;
  return name === "starts_with" ? a.slice(0, b.length) === b : a.slice(a.length - b.length) === b;
}

function number(has: number | null, name: string, operand: number): boolean {
  if (has === null) return false;
  if (name === "equals") return has === operand;
  if (name === "greater_than") return has > operand;
  if (name === "less_than") return has < operand;
  return name === "greater_than_or_equal_to" ? has >= operand : has <= operand;
}

function date(ms: number, name: string, operand: Shown, now: Date): boolean {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  if (typeof operand === "object") return inPeriod(ms, name, today);
  const [from, to] = span(operand, today);
  if (name === "equals") return from <= ms && ms < to;
  if (name === "before") return ms < from;
  if (name === "after") return ms >= to;
  return name === "on_or_before" ? ms < to : ms >= from;
}

function span(operand: string, today: number): [number, number] {
  const steps: Record<string, number> = {
    today: 0,
    tomorrow: day,
    yesterday: -day,
    one_week_ago: -7 * day,
    one_week_from_now: 7 * day,
    one_month_ago: months(today, -1) - today,
    one_month_from_now: months(today, 1) - today,
  };
  const step = steps[operand];
  if (step !== undefined) return [today + step, today + step + day];
  const ms = Date.parse(operand);
  return operand.length === 10 ? [ms, ms + day] : [ms, ms + 1];
}

function inPeriod(ms: number, name: string, today: number): boolean {
  if (name === "this_week") {
    const sunday = today - new Date(today).getUTCDay() * day;
    return sunday <= ms && ms < sunday + 7 * day;
  }
  const [side, unit] = name.split("_");
  const sign = side === "past" ? -1 : 1;
  const edge = unit === "week" ? today + sign * 7 * day : months(today, sign * (unit === "year" ? 12 : 1));
  return sign < 0 ? edge <= ms && ms < today + day : today <= ms && ms < edge + day;
}

function months(ms: number, count: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, date.getUTCDate());
}

/**
 * @param rows oldest first, as they come among equals
 * @param placeOf a number for the true time a row was made at, or for the place of its last edit among all; no page shows either
 */
export function sorted(
  rows: Row[],
  sorts: Shown[],
  options: Record<string, string[]>,
  placeOf: (id: string, time: string) => number,
): Row[] {
  const keyOf = (row: Row, { property, timestamp }: Shown): string | number | null => {
    const type = timestamp ?? row.properties[property].type;
    if (type === "created_time" || type === "last_edited_time") return placeOf(row.id, type);
    return key(row.properties[property], options[property] ?? []);
  };
  return rows.toSorted((a, b) => {
    for (const sort of sorts) {
      const [x, y] = [keyOf(a, sort), keyOf(b, sort)];
      if (x === y) continue;
      if (x === null || y === null) return x === null ? 1 : -1;
      return x < y === (sort.direction === "ascending") ? -1 : 1;
    }
    return 0;
  });
}

function key(value: Shown, options: string[]): string | number | null {
  const inner = value[value.type];
  if (value.type === "formula" || value.type === "rollup") return key(inner, options);
  if (typeof inner === "boolean") return Number(inner);
  if (isEmpty(value)) return null;
  if (value.type === "unique_id") return inner.number;
  if (value.type === "select" || value.type === "status") return options.indexOf(inner.name);
  if (value.type === "date") return Date.parse(inner.start);
  if (typeof inner === "number") return inner;
  if (typeof inner === "string") return inner.toLowerCase();
  if (value.type === "verification") return inner.state;
  const texts = [inner].flat().map((one: Shown) => one.plain_text ?? one.name ?? one.id);
  return texts.join(value.type === "title" || value.type === "rich_text" ? "" : " ").toLowerCase();
}
