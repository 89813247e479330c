import type { Condition } from "./condition.ts";

/** Ids of the properties that a condition looks at, each once. */
export function mentionedProperties(condition: Condition | null): string[] {
  return [...new Set(ids(condition))];
}

function ids(condition: Condition | null): string[] {
  if (condition === null) return [];
  if (condition.kind === "test") return [condition.property];
  return condition.kind === "not" ? ids(condition.of) : condition.of.flatMap(ids);
}
