import type { Condition, Literal, Test } from "../../shared/domain/condition/condition.ts";
import { spanText } from "../../shared/domain/time/span-text.ts";
import { now } from "../support/builders.ts";

/** What a condition means, without its words: every part in parentheses, values by their kind, times as of `now`. */
export function sayCondition(condition: Condition): string {
  if (condition.kind === "not") return `not ${sayCondition(condition.of)}`;
  if (condition.kind === "test") return sayTest(condition);
  return `(${condition.of.map(sayCondition).join(` ${condition.kind} `)})`;
}

function sayTest(test: Test): string {
  const { column, operator } = test;
  const value = "value" in test ? ` ${sayLiteral(test.value)}` : "";
  const to = "to" in test ? ` and ${sayLiteral(test.to)}` : "";
  return `${test.before ? "before: " : ""}${column} ${operator}${value}${to}`;
}

function sayLiteral(literal: Literal): string {
  switch (literal.type) {
    case "text":
      return `“${literal.text}”`;
    case "number":
      return String(literal.number);
    case "option":
      return `[${literal.option.name}]`;
    case "boolean":
      return literal.boolean ? "checked" : "unchecked";
    case "date":
      return literal.date;
    case "relative":
      return `‹${spanText(literal.relative, "UTC", now)}›`;
    case "any":
      return anyOf(literal);
  }
}

/** A formula's result is compared as whatever it turns out to be. */
function anyOf({ text, number, boolean, date, relative }: Literal & { type: "any" }): string {
  const readings = [
    `“${text}”`,
    ...(number === null ? [] : [String(number)]),
    ...(boolean === null ? [] : [boolean ? "checked" : "unchecked"]),
    ...(date === null ? [] : [date]),
    ...(relative === undefined ? [] : [`‹${spanText(relative, "UTC", now)}›`]),
  ];
  return readings.join(" or ");
}
