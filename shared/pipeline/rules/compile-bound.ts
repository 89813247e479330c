import { type Bindings, boundView } from "../../domain/bindings.ts";
import { formerView } from "../../domain/former-names.ts";
import type { SourceSchema } from "../../domain/row.ts";
import type { Read, RuleRow } from "../../domain/rule.ts";
import { type CompiledRule, compileRule } from "./compile-rule.ts";

/** Compiles a text that its author has just written: columns are called what they are called now or, failing that, were before. */
export function compileEdited(row: RuleRow, source: SourceSchema): Read<CompiledRule> {
  const present = compileRule(row, source);
  const view = present.problems && formerView(source);
  if (!view) return present;
  const former = compileRule(row, view);
  if (!former.problems) return former;
  // Told are the sentences that list the columns there are, and only of what former names did not explain.
  const wrong = new Set(former.problems.map(({ column }) => column));
  const problems = present.problems.filter(({ column }) => wrong.has(column));
  return problems.length > 0 ? { problems } : present;
}

/** Compiles a text that nobody edited since it was bound: its names mean what they meant. */
export function compileAsBound(
  row: RuleRow,
  source: SourceSchema,
  bindings: Bindings | undefined,
): Read<CompiledRule> {
  return compileRule(row, boundView(source, bindings ?? {}));
}
