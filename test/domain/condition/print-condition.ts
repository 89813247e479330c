import type { Condition, Literal, Test } from "../../../shared/domain/condition/condition.ts";
import type { Relative } from "../../../shared/domain/time/relative.ts";

/** A condition in the words of its language, from what it means and not from how it was written. */
export function printCondition(condition: Condition): string {
  if (condition.kind === "not") return `not ${printCondition(condition.of)}`;
  if (condition.kind !== "test") return `(${condition.of.map(printCondition).join(` ${condition.kind} `)})`;
  return printTest(condition);
}

function printTest(test: Test): string {
  const value = "value" in test ? ` ${printLiteral(test.value)}` : "";
  const to = "to" in test ? ` and ${printLiteral(test.to)}` : "";
  return `${quoted(test.column)} ${test.before ? past(test.operator) : test.operator}${value}${to}`;
}

function past(operator: Test["operator"]): string {
  if (operator.startsWith("is")) return `was${operator.slice(2)}`;
  const forms: Record<string, string> = {
    contains: "contained",
    "does not contain": "did not contain",
    "starts with": "started with",
    "ends with": "ended with",
  };
  return forms[operator] ?? `was ${operator}`;
}

function printLiteral(literal: Literal): string {
  switch (literal.type) {
    case "text":
    case "any":
      return quoted(literal.text);
    case "number":
      return String(literal.number);
    case "option":
      return quoted(literal.option.name);
    case "boolean":
      return literal.boolean ? "checked" : "unchecked";
    case "date":
      return literal.date.replace("T", " ");
    case "relative":
      return printRelative(literal.relative);
  }
}

function printRelative({ kind, count, unit }: Relative): string {
  if (kind === "calendar") return `${count === 0 ? "this" : count < 0 ? "last" : "next"} ${unit}`;
  const many = `${Math.abs(count)} ${unit}s`;
  if (kind === "through") return `the ${count < 0 || Object.is(count, -0) ? "past" : "next"} ${many}`;
  if (count === 0 && unit === "minute") return "now";
  return count < 0 ? `${many} ago` : `in ${many}`;
}

/** What holds one kind of quote stands in the other. */
function quoted(text: string): string {
  return text.includes('"') ? `'${text}'` : `"${text}"`;
}
