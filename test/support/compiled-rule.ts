import type { Rule, RuleRow } from "../../shared/domain/rule.ts";
import { compileRule } from "../../shared/pipeline/rules/compile-rule.ts";
import { aRuleRow, aSource } from "./builders.ts";

/** What an author's row becomes once it is understood: version 1 of a rule on Orders; fails with the answer when it is refused. */
export function compiledRule(row: Partial<RuleRow>, overrides: Partial<Rule> = {}): Rule {
  const texts = { which: "", to: "ada@example.com", subject: "Hello", ...row };
  const { value, problems } = compileRule(aRuleRow(texts), aSource());
  if (!value) throw new Error(problems.map(({ column, message }) => `${column}: ${message}`).join("\n"));
  return { ...value, version: 1, connectionId: "main", ...overrides };
}
