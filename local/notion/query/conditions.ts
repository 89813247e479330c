import type { Call } from "../call.ts";
import {
  expectBoolean,
  expectKeys,
  expectNumber,
  expectObject,
  expectOneOf,
  expectString,
  expectUuid,
} from "../expect.ts";
import { failed } from "../problem.ts";
import { isEmptyCell } from "./cell.ts";
import { above, below, type Test, within } from "./cell-test.ts";
import { periodOf, type Span, spanOf } from "./dates.ts";
import type { Family } from "./value-cell.ts";

/** From the operand of a condition to its test; throws when the operand is not of the kind it needs. */
type Condition = (operand: unknown, call: Call, where: string) => Test;
type Conditions = Record<string, Condition>;

/** Upper and lower case count as the same. Not documented; Notion's own search boxes do so. */
function text(holds: (text: string, operand: string) => boolean): Condition {
  return (operand, _call, where) => {
    const wanted = expectString(operand, where).toLowerCase();
    return (cell) => holds(cell as string, wanted);
  };
}

function number(test: (wanted: number) => Test): Condition {
  return (operand, _call, where) => test(expectNumber(operand, where));
}

function bool(equal: boolean): Condition {
  return (operand, _call, where) => {
    const wanted = Number(expectBoolean(operand, where) === equal);
    return (cell) => cell === wanted;
  };
}

function date(test: (span: Span) => Test): Condition {
  return (operand, call, where) => test(spanOf(operand, call.workspace.clock.now(), where));
}

// Times are whole milliseconds.
const inside = ({ from, to }: Span) => within(from, to - 1);
const period =
  (name: string): Condition =>
  (operand, call, where) => {
    expectKeys(expectObject(operand, where), [], where);
    return inside(periodOf(name, call.workspace.clock.now()));
  };

/** An operand that may be one or a list of them: any of them will do. */
function names(operand: unknown, where: string): Set<string> {
  return new Set((Array.isArray(operand) ? operand : [operand]).map((one) => expectString(one, where)));
}

const option: Condition = (operand, _call, where) => {
  const wanted = names(operand, where);
  return (cell) => wanted.has(cell as string);
};

const anyOption: Condition = (operand, _call, where) => {
  const wanted = names(operand, where);
  return (cell) => (cell as readonly string[]).some((name) => wanted.has(name));
};

/** `"me"` is the person who asks; for an internal connection it is nobody. */
const someone: Condition = (operand, { actor }, where) => {
  const me = actor.type === "person" ? actor.id : "nobody";
  const wanted = operand === "me" ? me : expectUuid(operand, where);
  return (cell) => (cell as readonly string[]).includes(wanted);
};

/** Pages in the trash are related to nothing, though the store still has their ids. */
const related: Condition = (operand, call, where) => {
  const wanted = expectUuid(operand, where);
  const isThere = isLive(call, wanted);
  return (cell) => isThere && (cell as readonly string[]).includes(wanted);
};

function isLive(call: Call, id: string): boolean {
  const page = call.workspace.store.get(id);
  return page?.kind === "page" && !page.inTrash;
}

const STATES = ["verified", "expired", "none"] as const;
const state: Condition = (operand, _call, where) => {
  const wanted = expectOneOf(operand, STATES, where);
  return (cell) => cell === wanted;
};

function not(condition: Condition): Condition {
  return (...args) => {
    const test = condition(...args);
    return (cell) => !test(cell);
  };
}

const TEXT: Conditions = {
  equals: text((has, wanted) => has === wanted),
  does_not_equal: text((has, wanted) => has !== wanted),
  contains: text((has, wanted) => has.includes(wanted)),
  does_not_contain: text((has, wanted) => !has.includes(wanted)),
  starts_with: text((has, wanted) => has.startsWith(wanted)),
  ends_with: text((has, wanted) => has.endsWith(wanted)),
};
// An empty cell is NaN: equal to nothing, and neither more nor less.
const NUMBER: Conditions = {
  equals: number((wanted) => within(wanted, wanted)),
  does_not_equal: number((wanted) => (cell) => cell !== wanted),
  greater_than: number((wanted) => within(above(wanted), Infinity)),
  less_than: number((wanted) => within(-Infinity, below(wanted))),
  greater_than_or_equal_to: number((wanted) => within(wanted, Infinity)),
  less_than_or_equal_to: number((wanted) => within(-Infinity, wanted)),
};
const PERIODS = ["this_week", "past_week", "past_month", "past_year", "next_week", "next_month", "next_year"];
const DATE: Conditions = {
  equals: date(inside),
  before: date(({ from }) => within(-Infinity, from - 1)),
  after: date(({ to }) => within(to, Infinity)),
  on_or_before: date(({ to }) => within(-Infinity, to - 1)),
  on_or_after: date(({ from }) => within(from, Infinity)),
  ...Object.fromEntries(PERIODS.map((name) => [name, period(name)])),
};
const empty =
  (isEmpty: boolean): Condition =>
  (operand, _call, where) => {
    expectTrue(operand, where);
    return (cell) => isEmptyCell(cell) === isEmpty;
  };
/** A relation to pages in the trash only is empty. */
const unrelated: Condition = (operand, call, where) => {
  expectTrue(operand, where);
  return (cell) => !(cell as readonly string[]).some((id) => isLive(call, id));
};

function expectTrue(operand: unknown, where: string): void {
  if (operand !== true) throw failed(where, "`true`", operand);
}

const EMPTY: Conditions = { is_empty: empty(true), is_not_empty: empty(false) };
const STRINGS: [Family, Conditions] = ["text", { ...TEXT, ...EMPTY }];
const NUMBERS: [Family, Conditions] = ["number", { ...NUMBER, ...EMPTY }];
const OPTION: [Family, Conditions] = ["option", { equals: option, does_not_equal: not(option), ...EMPTY }];
const DATES: [Family, Conditions] = ["date", { ...DATE, ...EMPTY }];
const PEOPLE: [Family, Conditions] = ["ids", { contains: someone, does_not_contain: not(someone), ...EMPTY }];

/** The conditions behind each key of a filter, and the family of values they are about. */
export const CONDITIONS: Record<string, [Family, Conditions]> = {
  title: STRINGS,
  rich_text: STRINGS,
  url: STRINGS,
  email: STRINGS,
  phone_number: STRINGS,
  number: NUMBERS,
  unique_id: NUMBERS,
  checkbox: ["checkbox", { equals: bool(true), does_not_equal: bool(false) }],
  select: OPTION,
  status: OPTION,
  multi_select: ["options", { contains: anyOption, does_not_contain: not(anyOption), ...EMPTY }],
  date: DATES,
  created_time: DATES,
  last_edited_time: DATES,
  people: PEOPLE,
  created_by: PEOPLE,
  last_edited_by: PEOPLE,
  relation: [
    "ids",
    {
      contains: related,
      does_not_contain: not(related),
      is_empty: unrelated,
      is_not_empty: not(unrelated),
    },
  ],
  files: ["files", EMPTY],
  verification: ["state", { status: state, does_not_equal: not(state) }],
};
