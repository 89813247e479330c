import type { ChangeEvent } from "../../domain/change.ts";
import { whyFalse } from "../../domain/condition/why-false.ts";
import { rowTitle } from "../../domain/row.ts";
import type { Rule } from "../../domain/rule.ts";
import { cut } from "../../domain/words.ts";

/** A change that a rule was shown and did not fire for; `why` is its trigger's answer. */
export type Miss = { rule: Rule; event: ChangeEvent; why: string };

const longestTitle = 60;

/** Why a rule did not fire for a change, as a sentence for its author. */
export function missText({ rule, event, why }: Miss): string {
  const { condition, options } = rule;
  const culprit = whyFalse(condition, event.after, event.at, options.timeZone, event);
  const title = cut(rowTitle(event.after), longestTitle) || "Untitled";
  return `It did not fire when “${title}” changed: ${culprit ?? why}.`;
}
