import type { Test } from "./condition/condition.ts";

/** Every comparison in what a trigger, a condition or an action compiled to: plain JSON of a shape only it knows. */
export function testsIn(compiled: unknown): Test[] {
  return objectsIn(compiled).filter((part): part is Test => "kind" in part && part.kind === "test");
}

/** Does a template in it show the link of its row, or the row's page? */
export function showsRow(compiled: unknown): boolean {
  return objectsIn(compiled).some(
    (part) => ("field" in part && part.field === "row.url") || ("type" in part && part.type === "row_page"),
  );
}

function objectsIn(part: unknown): object[] {
  if (typeof part !== "object" || part === null) return [];
  return [part, ...Object.values(part).flatMap(objectsIn)];
}
