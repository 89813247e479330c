import type { Action, Trigger } from "../../define.ts";
import { testsIn } from "../../domain/compiled-parts.ts";
import { bothOf } from "../../domain/condition/both-of.ts";
import type { Condition } from "../../domain/condition/condition.ts";
import { neverTrue } from "../../domain/condition/never-true.ts";
import type { SourceSchema } from "../../domain/row.ts";

type Parts = {
  trigger: Trigger;
  config: unknown;
  condition: Condition | null;
  action: Action;
  input: unknown;
};

/** What is odd about a rule that works, each a sentence for its author. It fires all the same. */
export function warningsOf(
  { trigger, config, condition, action, input }: Parts,
  source: SourceSchema,
): string[] {
  const warnings: string[] = [];
  const state = trigger.state?.(config);
  const never = neverTrue(bothOf(state, condition));
  if (never !== undefined) warnings.push(`It will never fire: ${never}`);
  const written = action.writes?.(input) ?? [];
  if (
    written.length > 0 &&
    trigger.isSetOffBy?.(config, written) &&
    !isOverOnceWritten(condition, written, input)
  )
    warnings.push(
      `It sets ${columnNames(written, source)}, which it watches, so it may answer its own writes; let If ask for what is not there yet, as in “Status is not Done”`,
    );
  warnings.push(...(action.warnings?.(input) ?? []));
  return warnings;
}

/** Is If not met any more by a row that was written? */
function isOverOnceWritten(condition: Condition | null, written: readonly string[], input: unknown): boolean {
  const set = testsIn(input).filter(
    ({ property, operator }) => operator === "is" && written.includes(property),
  );
  return condition !== null && neverTrue({ kind: "and", of: [condition, ...set] }) !== undefined;
}

function columnNames(ids: readonly string[], { columns }: SourceSchema): string {
  return ids.map((id) => `"${columns.find((column) => column.id === id)?.name ?? id}"`).join(" and ");
}
