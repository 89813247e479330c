import type { Action, Trigger } from "../../define.ts";
import { takeActionOptions } from "../../domain/action-options.ts";
import { bindingsOf } from "../../domain/bindings.ts";
import { showsRow, testsIn } from "../../domain/compiled-parts.ts";
import { type Condition, looksBack } from "../../domain/condition/condition.ts";
import { mentionedProperties } from "../../domain/condition/mentioned-properties.ts";
import { parseCondition } from "../../domain/condition/parse.ts";
import { describeOptions, type RuleOptions } from "../../domain/options.ts";
import { mailOptions, parseOptions } from "../../domain/parse-options.ts";
import type { SourceSchema } from "../../domain/row.ts";
import type { Read, Rule, RuleProblem, RuleRow } from "../../domain/rule.ts";
import { cut, fold } from "../../domain/words.ts";
import { actions, triggers } from "../../generated/registry.ts";
import { warningsOf } from "./warnings.ts";

/** What the author wrote, bound to the source's property ids; not yet a numbered version. */
export type CompiledRule = Omit<Rule, "version" | "connectionId" | "fingerprint">;

/** Of a condition that is told again: what comes after it is to be read too. */
const longestCondition = 300;

/** Compiles a rule, or says everything that is wrong with it, each mistake in its own column. Pure. */
export function compileRule(row: RuleRow, source: SourceSchema): Read<CompiledRule> {
  const problems: RuleProblem[] = [];
  const keep = <T>(read: Read<T>): T | undefined => {
    if (read.problems) problems.push(...read.problems);
    return read.value;
  };

  const chosen = pick(actions, "Then", row.action);
  const { values, rest } = takeActionOptions(row.options, ownOptions(actions));
  const readOptions = parseOptions(rest, ownOptions(chosen.value ? [chosen.value] : []));
  const locale = readOptions.value?.locale;

  // Mistakes are told in the order of the columns.
  const trigger = keep(pick(triggers, "When", row.when));
  const config =
    trigger && keep(trigger.read({ which: row.which, hasCondition: row.condition !== "", locale }, source));
  const condition = keep(readCondition(row.condition, source, trigger, locale)) ?? null;
  const action = keep(chosen);
  const input =
    action && keep(action.read(row, source, values, locale, readOptions.value?.digest !== undefined));
  const options = keep(readOptions);
  problems.push(...(action ? misplaced(values, action) : []));
  if (action && options && !action.isMail) problems.push(...idle(options, action));
  if (problems.length > 0 || !trigger || !action || !options) return { problems };

  const looksAt = lookedAt(trigger, config, condition);
  const renders = action.renders(input);
  const rendered = [...renders.before, ...renders.after];
  const isOnce =
    trigger.clock?.per === "source" &&
    condition === null &&
    rendered.length === 0 &&
    !showsRow(input) &&
    action.writes === undefined;
  const scope = isOnce ? "once" : "row";
  const writes = action.writes?.(input);
  const warnings = warningsOf({ trigger, config, condition, action, input }, source);
  const named = [...(looksAt === "any" ? [] : looksAt), ...rendered, ...(writes ?? [])];
  return {
    value: {
      id: row.id,
      name: row.name,
      sourceId: source.id,
      sourceName: source.name,
      trigger: { type: trigger.type, config },
      condition,
      action: { type: action.type, input },
      scope,
      options,
      looksAt,
      renders,
      ...(writes ? { writes } : {}),
      summary: [
        `${action.describe(input, source)} ${trigger.describe(config, source, scope)}`,
        row.condition === "" ? "" : `, if ${cut(row.condition, longestCondition)}`,
        inBrackets(describeOptions(options, trigger.clock !== undefined)),
      ].join(""),
      ...(warnings.length > 0 ? { warnings } : {}),
      bindings: bindingsOf(named, testsIn({ config, condition, input }), source),
    },
  };
}

function lookedAt(trigger: Trigger, config: unknown, condition: Condition | null): Rule["looksAt"] {
  const looksAt = trigger.looksAt(config, mentionedProperties(condition));
  return looksAt === "any" ? "any" : [...new Set(looksAt)].sort();
}

function ownOptions(definitions: readonly Action[]): string[] {
  return definitions.flatMap(({ options = {} }) => Object.keys(options));
}

/** An option that only another action knows is no misspelling. */
function misplaced(values: Readonly<Record<string, unknown>>, action: Action): RuleProblem[] {
  return Object.keys(values)
    .filter((name) => action.options?.[name] === undefined)
    .map((name) => {
      const owner = actions.find(({ options }) => options?.[name] !== undefined);
      return {
        column: "Options",
        message: `"${name}" goes with "${owner?.label}" in Then; take the line out, or choose that`,
      };
    });
}

/** Options that are about people say nothing to an action that reaches none. */
function idle({ quietHours, perPersonADay, digest }: RuleOptions, { label }: Action): RuleProblem[] {
  const given = [quietHours, perPersonADay, digest];
  return mailOptions.flatMap((name, index) =>
    given[index] === undefined
      ? []
      : [
          {
            column: "Options",
            message: `"${name}" is for mails, and "${label}" sends none; take the line out`,
          },
        ],
  );
}

function inBrackets(text: string): string {
  return text === "" ? "" : ` (${text})`;
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

function readCondition(
  text: string,
  source: SourceSchema,
  trigger: Trigger | undefined,
  locale: string | undefined,
): Read<Condition | null> {
  if (text === "") return { value: null };
  const parsed = parseCondition(text, source, locale);
  if ("problem" in parsed) return { problems: [{ column: "If", message: parsed.problem }] };
  const past = trigger && !trigger.looksBack && testsIn(parsed.condition).find(looksBack);
  if (!past) return { value: parsed.condition };
  const changing = triggers.filter((one) => one.looksBack).map(({ label }) => `"${label}"`);
  const message = `"${past.text}" asks what a change was, and only ${changing.join(" and ")} in When knows one before and after; choose that, or write what the row is`;
  return { problems: [{ column: "If", message }] };
}
