import type { Condition } from "./condition.ts";

/** What both ask for; of one that asks for nothing, the other. */
export function bothOf(a: Condition | undefined, b: Condition | null): Condition | null {
  if (!a || !b) return a ?? b;
  return { kind: "and", of: [a, b] };
}
