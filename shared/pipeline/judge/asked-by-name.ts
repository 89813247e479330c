import { testsIn } from "../../domain/compiled-parts.ts";
import type { Rule } from "../../domain/rule.ts";
import type { RuleSet } from "./evaluate.ts";

const known = new WeakMap<RuleSet, ReadonlyMap<string, readonly string[]>>();

/**
 * The rules that ask what stands behind a reference, a related page's title or address, by the property id they ask of.
 * Found when a row first needs it: most sources have no relation that a rule uses.
 */
export function askedByName(rules: RuleSet): ReadonlyMap<string, readonly string[]> {
  const found = known.get(rules) ?? findAsked(rules);
  known.set(rules, found);
  return found;
}

function findAsked({ all }: RuleSet): ReadonlyMap<string, readonly string[]> {
  const asked = new Map<string, string[]>();
  for (const { inForce } of all) {
    for (const property of asksFor(inForce.rule)) {
      const rules = asked.get(property);
      if (rules) rules.push(inForce.rule.id);
      else asked.set(property, [inForce.rule.id]);
    }
  }
  return asked;
}

function asksFor({ trigger, condition, renders }: Rule): Set<string> {
  const compared = testsIn([trigger.config, condition]).filter((test) => "value" in test);
  return new Set([...compared.map(({ property }) => property), ...renders.before, ...renders.after]);
}
