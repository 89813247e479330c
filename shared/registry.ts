import type { Action, Runner, Trigger } from "./define.ts";
import { mailStyle } from "./domain/message/mail-style.ts";
import { actions, runners, triggers } from "./generated/registry.ts";

/** What authors can pick in this version: each kind of When and Then, and the row that is no rule. */
export function offered(): Record<"When" | "Then", string[]> {
  // A function, since what is reckoned while loading would put every definition into every bundle.
  return {
    When: triggers.map(({ label }) => label),
    Then: [...actions.map(({ label }) => label), mailStyle.label],
  };
}

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
