import { testsIn } from "../../domain/compiled-parts.ts";
import { bothOf } from "../../domain/condition/both-of.ts";
import { looksBack } from "../../domain/condition/condition.ts";
import { toPredicate } from "../../domain/condition/predicate.ts";
import type { Row } from "../../domain/row.ts";
import type { Rule } from "../../domain/rule.ts";
import { triggerFor } from "../../registry.ts";

/**
 * Which rows a rule is about as they are now: those in the state that When names, that meet If. `isTold`: saying how many
 * they are says something. `none` is why there can't be any, as a clause.
 */
export type Matching =
  | { meets: (row: Row, now: string) => boolean; isTold: boolean; none?: undefined }
  | { none: string };

/** @throws Error for a trigger that this version does not know. */
export function matchingOf(rule: Rule): Matching {
  const trigger = triggerFor(rule.trigger.type);
  if (rule.scope === "once") return { none: "it acts once, and for no row" };
  if (trigger.isAboutGone) return { none: "it is about rows that are gone" };
  const past = testsIn(rule.condition).find(looksBack);
  if (past) return { none: `“${past.text}” asks what a change was, and there is none` };
  const state = trigger.state?.(rule.trigger.config);
  const condition = bothOf(state, rule.condition);
  const holds = toPredicate(condition, rule.options.timeZone);
  return {
    meets: (row, now) => holds(row, now),
    isTold: condition !== null || trigger.clock?.per === "source",
  };
}
