import type { Condition, Literal, Test } from "./condition.ts";

/**
 * Why a condition can be met by no row at all, as a clause; undefined where that is not sure. It knows what one cell cannot
 * be at once, and no more: a rule is warned of, never refused.
 */
export function neverTrue(condition: Condition | null): string | undefined {
  if (condition === null || condition.kind === "not" || condition.kind === "test") return undefined;
  if (condition.kind === "or") {
    const reasons = condition.of.map(neverTrue);
    return reasons.every((reason) => reason !== undefined) ? reasons[0] : undefined;
  }
  const parts = flattened(condition);
  for (const part of parts) {
    const reason = neverTrue(part);
    if (reason !== undefined) return reason;
  }
  const tests = parts.filter((part) => part.kind === "test");
  for (const [at, first] of tests.entries()) {
    const other = tests.slice(at + 1).find((second) => isSameCell(first, second) && excludes(first, second));
    if (other) return `“${first.text}” and “${other.text}” can't both be true`;
  }
  return undefined;
}

function flattened(condition: Condition): Condition[] {
  return condition.kind === "and" ? condition.of.flatMap(flattened) : [condition];
}

function isSameCell(a: Test, b: Test): boolean {
  return a.property === b.property && a.before === b.before;
}

function excludes(a: Test, b: Test): boolean {
  return excludesOneWay(a, b) || excludesOneWay(b, a) || !overlap(a, b);
}

const asksForSomething = ["is", "contains", "starts with", "ends with", "<", ">", "≤", "≥", "is between"];

function excludesOneWay(a: Test, b: Test): boolean {
  if (a.operator === "changed") return b.operator === "did not change";
  if (a.operator === "is empty")
    return b.operator === "is not empty" || (asksForSomething.includes(b.operator) && !isUnchecked(b));
  if (a.operator === "is" && b.operator === "is") return isOther(a.value, b.value);
  if (a.operator === "is" && b.operator === "is not") return isSame(a.value, b.value);
  return a.operator === "contains" && b.operator === "does not contain" && isSame(a.value, b.value);
}

/** An empty checkbox is one that nobody ticked. */
function isUnchecked(test: Test): boolean {
  return "value" in test && (test.value.type === "boolean" || test.value.type === "any");
}

/** Can a cell of one value not be both? A formula or a rollup may be many things. */
function isOther(a: Literal, b: Literal): boolean {
  if (a.type === "option" && b.type === "option") return a.option.id !== b.option.id;
  if (a.type === "boolean" && b.type === "boolean") return a.boolean !== b.boolean;
  const [one, other] = [pointOf(a), pointOf(b)];
  return one !== undefined && other !== undefined && (compare(one, other) ?? 0) !== 0;
}

function isSame(a: Literal, b: Literal): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A number, or a day on the calendar: what moves with the clock, or has a time, is left alone. */
type Point = number | string;

function pointOf(literal: Literal): Point | undefined {
  if (literal.type === "number") return literal.number;
  return literal.type === "date" && literal.date.length === "2026-05-03".length ? literal.date : undefined;
}

function compare(a: Point, b: Point): -1 | 0 | 1 | undefined {
  if (typeof a !== typeof b) return undefined;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `isOpen`: the end itself is not in it. */
type End = { at: Point; isOpen: boolean };

function overlap(a: Test, b: Test): boolean {
  return !isAbove(a, b) && !isAbove(b, a);
}

/** Does everything that `a` accepts lie above everything that `b` does? */
function isAbove(a: Test, b: Test): boolean {
  const [low, high] = [lowEnd(a), highEnd(b)];
  if (!low || !high) return false;
  const order = compare(low.at, high.at);
  return order === 1 || (order === 0 && (low.isOpen || high.isOpen));
}

function lowEnd(test: Test): End | undefined {
  if (test.operator === ">" || test.operator === "≥") return end(test.value, test.operator === ">");
  return test.operator === "is" || test.operator === "is between" ? end(test.value, false) : undefined;
}

function highEnd(test: Test): End | undefined {
  if (test.operator === "<" || test.operator === "≤") return end(test.value, test.operator === "<");
  if (test.operator === "is between") return end(test.to, false);
  return test.operator === "is" ? end(test.value, false) : undefined;
}

function end(literal: Literal, isOpen: boolean): End | undefined {
  const at = pointOf(literal);
  return at === undefined ? undefined : { at, isOpen };
}
