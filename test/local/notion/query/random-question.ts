import { DATES, type Draw, NUMBERS, OPTIONS, of, ROLLUPS, USERS, WORDS } from "./random-table.ts";

type Condition = (draw: Draw, rowIds: readonly string[]) => object;

const pair = (draw: Draw) => (draw(2) === 0 ? { is_empty: true } : { is_not_empty: true });
const one =
  (names: string[], operand: Condition | ((draw: Draw, rowIds: readonly string[]) => unknown)): Condition =>
  (draw, rowIds) => ({ [of(draw, names)]: operand(draw, rowIds) });
const orPair =
  (condition: Condition): Condition =>
  (draw, rowIds) =>
    draw(4) === 0 ? pair(draw) : condition(draw, rowIds);

const text = orPair(
  one(["equals", "does_not_equal", "contains", "does_not_contain", "starts_with", "ends_with"], (draw) =>
    of(draw, [...WORDS, "x.example/a", "B@example.com", "1"]),
  ),
);
const number = orPair((draw) => {
  const names = ["equals", "does_not_equal", "greater_than", "less_than"];
  const more = ["greater_than_or_equal_to", "less_than_or_equal_to"];
  const [first, second] = [of(draw, [...names, ...more]), of(draw, more)];
  return { [first]: of(draw, NUMBERS), ...(draw(3) === 0 && { [second]: of(draw, NUMBERS) }) };
});
const checkbox = one(["equals", "does_not_equal"], (draw) => draw(2) === 0);
const listed = (draw: Draw, all: readonly string[]) =>
  draw(3) === 0 ? [of(draw, all), of(draw, all)] : of(draw, all);
const option = orPair(
  one(["equals", "does_not_equal"], (draw) => listed(draw, [...OPTIONS, "Done", "Not started", "None such"])),
);
const options = orPair(one(["contains", "does_not_contain"], (draw) => listed(draw, OPTIONS)));
const RELATIVE = [
  "today",
  "tomorrow",
  "yesterday",
  "one_week_ago",
  "one_week_from_now",
  "one_month_ago",
  "one_month_from_now",
];
const PERIODS = ["this_week", "past_week", "past_month", "past_year", "next_week", "next_month", "next_year"];
const date = orPair((draw) => {
  if (draw(3) === 0) return { [of(draw, PERIODS)]: {} };
  const operand = of(draw, [...DATES, ...RELATIVE, "2026-03-10T10:21:00Z", "2026-03-10T10:25:30Z"]);
  return { [of(draw, ["equals", "before", "after", "on_or_before", "on_or_after"])]: operand };
});
const people = orPair(one(["contains", "does_not_contain"], (draw) => of(draw, [...USERS, "me"])));
const pages = orPair(one(["contains", "does_not_contain"], (draw, rowIds) => of(draw, rowIds)));
const state = one(["status", "does_not_equal"], (draw) => of(draw, ["verified", "expired", "none"]));
const each = (type: string, condition: Condition): Condition =>
  one(["any", "every", "none"], (draw, rowIds) => ({ [type]: condition(draw, rowIds) }));
const nested =
  (key: string, condition: Condition): Condition =>
  (draw, rowIds) => ({ [key]: condition(draw, rowIds) });

/** Column → its filter key, and how a condition for it is drawn. */
const LEAVES: Record<string, [key: string, condition: Condition]> = {
  Name: ["title", text],
  Note: ["rich_text", text],
  Amount: ["number", number],
  Kind: ["select", option],
  Tags: ["multi_select", options],
  State: ["status", option],
  Due: ["date", date],
  Who: ["people", people],
  Files: ["files", pair],
  Done: ["checkbox", checkbox],
  Link: ["url", text],
  Mail: ["email", text],
  Phone: ["phone_number", text],
  No: ["unique_id", number],
  Made: ["created_time", date],
  Maker: ["created_by", people],
  Edited: ["last_edited_time", date],
  Editor: ["last_edited_by", people],
  Checked: ["verification", state],
  Related: ["relation", pages],
  Double: ["formula", nested("number", number)],
  Upper: ["formula", nested("string", text)],
  Undone: ["formula", nested("checkbox", checkbox)],
  Late: ["formula", nested("checkbox", checkbox)],
  Next: ["formula", nested("date", date)],
  Sum: ["rollup", nested("number", number)],
  Latest: ["rollup", nested("date", date)],
  Names: ["rollup", each("rich_text", text)],
  Amounts: ["rollup", each("number", number)],
  Kinds: ["rollup", each("select", option)],
  Dones: ["rollup", each("checkbox", checkbox)],
};

function leaf(draw: Draw, columns: readonly string[], rowIds: readonly string[]): object {
  if (draw(8) === 0) {
    const timestamp = of(draw, ["created_time", "last_edited_time"]);
    return { timestamp, [timestamp]: date(draw, rowIds) };
  }
  const property = of(draw, columns);
  const [key, condition] = LEAVES[property] as [string, Condition];
  return { property, [key]: condition(draw, rowIds) };
}

/** A filter up to two groups deep. */
export function someFilter(
  draw: Draw,
  columns: readonly string[],
  rowIds: readonly string[],
  level = 0,
): object {
  if (level === 2 || draw(2) === 0) return leaf(draw, columns, rowIds);
  const members = Array.from({ length: 1 + draw(3) }, () => someFilter(draw, columns, rowIds, level + 1));
  return draw(2) === 0 ? { and: members } : { or: members };
}

export function someSorts(draw: Draw, columns: readonly string[]): object[] {
  // The order of what is in lists is not documented; ours is that of nothing in particular.
  const sortable = columns.filter((name) => !(name in ROLLUPS) || name === "Sum" || name === "Latest");
  return Array.from({ length: draw(4) }, () => {
    const direction = of(draw, ["ascending", "descending"]);
    if (draw(5) === 0) return { timestamp: of(draw, ["created_time", "last_edited_time"]), direction };
    return { property: of(draw, sortable), direction };
  });
}
