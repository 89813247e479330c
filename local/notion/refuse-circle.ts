import { above } from "./access.ts";
import type { Call } from "./call.ts";
import type { Entity } from "./entities.ts";
import { invalid } from "./problem.ts";

/** Nothing can stand in itself. The words are ours: no recorded answer has them. @param parent where it is to go */
export function refuseCircle(
  { workspace: { store } }: Call,
  moving: Entity,
  parent: Entity | undefined,
): void {
  for (let at = parent; at; at = above(at, store)) {
    if (at.id !== moving.id) continue;
    const what = moving.kind.replace("_", " ");
    throw invalid(`Cannot move a ${what} into itself or into a page inside it.`);
  }
}
