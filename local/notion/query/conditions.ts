import type { Call } from "../call.ts";
import { expectNumber, expectString, expectUuid } from "../expect.ts";
import type { PropertyValue } from "../properties/property-type.ts";
import { plainOf, startOf } from "./comparable.ts";
import { periodOf, type Span, spanOf } from "./dates.ts";

export type Test = (value: PropertyValue) => boolean;
/** From the operand of a condition to its test; throws when the operand is not of the kind it needs. */
type Condition = (operand: unknown, call: Call, where: string) => Test;
type Conditions = Record<string, Condition>;

/** Upper and lower case count as the same. Not documented; Notion's own search boxes do so. */
function text(holds: (text: string, operand: string) => boolean): Condition {
  return (operand, _call, where) => {
    const wanted = expectString(operand, where).toLowerCase();
    return (value) => holds((plainOf(value) ?? "").toLowerCase(), wanted);
  };
}

function number(holds: (number: number, operand: number) => boolean, whenEmpty = false): Condition {
  return (operand, _call, where) => {
    const wanted = expectNumber(operand, where);
    return (value) => {
      const inner =
        value.type === "unique_id" ? (value.unique_id as { number: number }).number : value.number;
      return typeof inner === "number" ? holds(inner, wanted) : whenEmpty;
    };
  };
}

function date(holds: (ms: number, span: Span) => boolean): Condition {
  return (operand, call, where) => {
    const span = spanOf(operand, call.workspace.clock.now(), where);
    return (value) => {
      const start = startOf(value);
      return start !== undefined && holds(Date.parse(start), span);
    };
  };
}

const inside = (ms: number, { from, to }: Span) => ms >= from && ms < to;
const period =
  (name: string): Condition =>
  (_operand, call) => {
    const span = periodOf(name, call.workspace.clock.now());
    return (value) => {
      const start = startOf(value);
      return span !== undefined && start !== undefined && inside(Date.parse(start), span);
    };
  };

/** An operand that may be one or a list of them: any of them will do. */
function named(holds: (names: string[], wanted: string[]) => boolean): Condition {
  return (operand, _call, where) => {
    const wanted = (Array.isArray(operand) ? operand : [operand]).map((one) => expectString(one, where));
    return (value) => holds(namesIn(value), wanted);
  };
}

function namesIn(value: PropertyValue): string[] {
  const inner = value[value.type] as { name: string } | { name: string }[] | null;
  return (Array.isArray(inner) ? inner : [inner]).flatMap((option) => option?.name ?? []);
}

/** `"me"` is the person who asks; for an internal connection it is nobody. */
function id(holds: (ids: string[], wanted: string) => boolean): Condition {
  return (operand, call, where) => {
    const wanted = operand === "me" ? me(call) : expectUuid(operand, where);
    return (value) => {
      const inner = value[value.type] as { id: string } | { id: string }[];
      return holds(
        (Array.isArray(inner) ? inner : [inner]).map((one) => one.id),
        wanted,
      );
    };
  };
}

const me = ({ actor }: Call) => (actor.type === "person" ? actor.id : "nobody");
const any = (names: string[], wanted: string[]) => names.some((name) => wanted.includes(name));
const bool =
  (equal: boolean): Condition =>
  (operand) =>
  (value) =>
    (value[value.type] === operand) === equal;

const TEXT: Conditions = {
  equals: text((has, wanted) => has === wanted),
  does_not_equal: text((has, wanted) => has !== wanted),
  contains: text((has, wanted) => has.includes(wanted)),
  does_not_contain: text((has, wanted) => !has.includes(wanted)),
  starts_with: text((has, wanted) => has.startsWith(wanted)),
  ends_with: text((has, wanted) => has.endsWith(wanted)),
};
const NUMBER: Conditions = {
  equals: number((has, wanted) => has === wanted),
  does_not_equal: number((has, wanted) => has !== wanted, true),
  greater_than: number((has, wanted) => has > wanted),
  less_than: number((has, wanted) => has < wanted),
  greater_than_or_equal_to: number((has, wanted) => has >= wanted),
  less_than_or_equal_to: number((has, wanted) => has <= wanted),
};
const PERIODS = ["this_week", "past_week", "past_month", "past_year", "next_week", "next_month", "next_year"];
const DATE: Conditions = {
  equals: date(inside),
  before: date((ms, { from }) => ms < from),
  after: date((ms, { to }) => ms >= to),
  on_or_before: date((ms, { to }) => ms < to),
  on_or_after: date((ms, { from }) => ms >= from),
  ...Object.fromEntries(PERIODS.map((name) => [name, period(name)])),
};
const OPTION: Conditions = { equals: named(any), does_not_equal: named((has, wanted) => !any(has, wanted)) };
const OPTIONS: Conditions = {
  contains: named(any),
  does_not_contain: named((has, wanted) => !any(has, wanted)),
};
const IDS: Conditions = {
  contains: id((ids, wanted) => ids.includes(wanted)),
  does_not_contain: id((ids, wanted) => !ids.includes(wanted)),
};

/** The conditions of each filter key, beside `is_empty` and `is_not_empty`. */
export const CONDITIONS: Record<string, Conditions> = {
  title: TEXT,
  rich_text: TEXT,
  url: TEXT,
  email: TEXT,
  phone_number: TEXT,
  number: NUMBER,
  unique_id: NUMBER,
  checkbox: { equals: bool(true), does_not_equal: bool(false) },
  select: OPTION,
  status: OPTION,
  multi_select: OPTIONS,
  date: DATE,
  created_time: DATE,
  last_edited_time: DATE,
  people: IDS,
  created_by: IDS,
  last_edited_by: IDS,
  relation: IDS,
  files: {},
};
