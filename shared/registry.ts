import type { Action, Runner, Trigger } from "./define.ts";
import { actions, runners, triggers } from "./generated/registry.ts";

/** @throws Error for a type no file defines: a stored rule is newer than the code that reads it. */
export function triggerFor(type: string): Trigger {
  return find(triggers, type, "trigger");
}

/** @throws Error for a type no file defines. */
export function runnerFor(type: string): Runner {
  return find(runners, type, "action");
}

/** @throws Error for a type no file defines. */
export function actionFor(type: string): Action {
  return find(actions, type, "action");
}

function find<T extends { type: string }>(definitions: readonly T[], type: string, kind: string): T {
  const found = definitions.find((definition) => definition.type === type);
  if (!found)
    throw new Error(
      `unknown ${kind} "${type}"; this version knows ${definitions.map((known) => known.type).join(", ")}`,
    );
  return found;
}
