import type { Assignment } from "./assignment.ts";
import { type Cell, fitting } from "./cell.ts";
import type { Literal } from "./condition/condition.ts";
import type { Option } from "./row.ts";
import { renderText } from "./template/render-template.ts";
import type { AsOf, RenderContext } from "./template/template.ts";
import { dayMs, elapsedMs, isElapsed } from "./time/calendar.ts";
import { datedOf } from "./time/dated.ts";
import { type Relative, spanOf } from "./time/relative.ts";

const minuteMs = 60_000;

/** What an assignment writes for one row. The same row and instant always give the same. */
export function assignedCell(assignment: Assignment, context: RenderContext): Cell {
  if ("empty" in assignment) return { type: "empty", of: assignment.type };
  if ("text" in assignment) {
    const { type } = assignment;
    const text = fitting(renderText(assignment.text, context));
    return text.trim() === "" ? { type: "empty", of: type } : { type, text };
  }
  const literals = assignment.tests.flatMap((test) => ("value" in test ? [test.value] : []));
  if (assignment.type === "multi_select")
    return { type: "multi_select", options: literals.flatMap(optionIn) };
  const [literal] = literals;
  if (!literal) throw new RangeError(`nothing to set "${assignment.column}" to`);
  return literalCell(assignment.type, literal, context);
}

function literalCell(type: Assignment["type"], literal: Literal, asOf: AsOf): Cell {
  switch (literal.type) {
    case "number":
      return { type: "number", value: literal.number };
    case "boolean":
      return { type: "checkbox", checked: literal.boolean };
    case "option":
      return { type: type === "status" ? "status" : "select", ...literal.option };
    case "date":
      return { type: "date", start: fixedDate(literal.date, asOf) };
    case "relative":
      return { type: "date", start: relativeDate(literal.relative, asOf) };
    default:
      throw new RangeError(`a ${type} column takes no ${literal.type}`);
  }
}

function optionIn(literal: Literal): Option[] {
  return literal.type === "option" ? [literal.option] : [];
}

function fixedDate(date: string, { timeZone }: AsOf): string {
  const dated = datedOf(date, timeZone);
  return dated && "instant" in dated ? instantText(dated.instant) : date;
}

function relativeDate(relative: Relative, { seenAt, timeZone }: AsOf): string {
  const { count, unit } = relative;
  const now = Date.parse(seenAt);
  if (isElapsed(unit)) {
    const instant = now + elapsedMs(count, unit);
    return instantText(instant - (instant % minuteMs));
  }
  const { from } = spanOf(relative, timeZone, now);
  return new Date(from - (from % dayMs)).toISOString().slice(0, "2026-05-03".length);
}

/** As Notion shows an instant in UTC: with an offset in digits. */
function instantText(instant: number): string {
  return new Date(instant).toISOString().replace("Z", "+00:00");
}
