import type { Condition } from "../domain/condition/condition.ts";
import { parseCondition } from "../domain/condition/parse.ts";
import type { SourceSchema } from "../domain/row.ts";
import type { Read, Rule, RuleProblem, RuleRow } from "../domain/rule.ts";
import { cut, fold } from "../domain/words.ts";
import { actions, triggers } from "../generated/registry.ts";

/** What the author wrote, bound to the source's property ids; not yet a numbered version. */
export type CompiledRule = Omit<Rule, "version" | "connectionId">;

/** Compiles a rule, or says everything that is wrong with it, each mistake in its own column. Pure. */
export function compileRule(row: RuleRow, source: SourceSchema): Read<CompiledRule> {
  const problems: RuleProblem[] = [];
  const keep = <T>(read: Read<T>): T | undefined => {
    if (read.problems) problems.push(...read.problems);
    return read.value;
  };

  const trigger = keep(pick(triggers, "When", row.when));
  const condition = keep(readCondition(row.condition, source));
  const config =
    trigger && keep(trigger.read({ which: row.which, hasCondition: row.condition !== "" }, source));
  const action = keep(pick(actions, "Then", row.action));
  const input = action && keep(action.read(row, source));
  if (row.options !== "") {
    problems.push({
      column: "Options",
      message: `I don't know any options yet; empty the cell ("${firstLine(row.options)}").`,
    });
  }
  if (problems.length > 0 || !trigger || !action) return { problems };

  const when = trigger.describe(config, source);
  const onlyIf = row.condition === "" ? "" : `, if ${row.condition}`;
  return {
    value: {
      id: row.id,
      name: row.name,
      sourceId: source.id,
      sourceName: source.name,
      trigger: { type: trigger.type, config },
      condition: condition ?? null,
      action: { type: action.type, input },
      renders: action.renders(input),
      summary: `${action.describe(input, source)} when ${when}${onlyIf}`,
    },
  };
}

function pick<T extends { label: string }>(
  definitions: readonly T[],
  column: string,
  label: string,
): Read<T> {
  const found = definitions.find((definition) => fold(definition.label) === fold(label));
  if (found) return { value: found };
  const labels = definitions.map((definition) => definition.label).join(", ");
  const message =
    label === "" ? `Choose one of: ${labels}.` : `"${label}" isn't available yet. Choose one of: ${labels}.`;
  return { problems: [{ column, message }] };
}

function readCondition(text: string, source: SourceSchema): Read<Condition | null> {
  if (text === "") return { value: null };
  const parsed = parseCondition(text, source);
  return "condition" in parsed
    ? { value: parsed.condition }
    : { problems: [{ column: "If", message: parsed.problem }] };
}

function firstLine(text: string): string {
  return cut(text.split("\n")[0] ?? "", 60);
}
