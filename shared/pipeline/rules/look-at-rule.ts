import { lostBindings } from "../../domain/bindings.ts";
import { digestOf } from "../../domain/content.ts";
import type { Row, SourceSchema } from "../../domain/row.ts";
import type { Read, Rule, RuleHead, RuleProblem, RuleRow } from "../../domain/rule.ts";
import type { RulesBinding } from "../../domain/rules-binding.ts";
import { type RuleColumnIds, readRuleRow } from "../../domain/rules-database.ts";
import type { Connection, PollServices } from "../../ports.ts";
import { compileAsBound, compileEdited } from "./compile-bound.ts";
import type { CompiledRule } from "./compile-rule.ts";
import { type SourceFinder, schemaHash } from "./find-source.ts";
import { lastVersion, nextHead } from "./next-head.ts";
import { type RulePage, readRulePage } from "./read-rule-page.ts";

/** What rules are looked at with in one poll. `now` is of Notion's clock. */
export type Looking = {
  services: PollServices;
  connection: Connection;
  binding: RulesBinding;
  sources: SourceFinder;
  now: string;
};

/** How often a rule with problems is looked at again without an edit: what it points at may have come back meanwhile. */
const recheckMs = 60_000;

/** Raised when what a version holds is another: a stored one then counts as written by an author anew. */
const compiledFormat = 2;

/**
 * Compiles a rule's row if anything it depends on may differ from last time.
 * @returns the very head that was given when there is nothing to store.
 */
export async function lookAtRule(
  looking: Looking,
  row: Row,
  head: RuleHead | undefined,
): Promise<{ head: RuleHead; version: Rule | undefined }> {
  const { connection, binding, now } = looking;
  const cells = readRuleRow(row, binding.columns as RuleColumnIds);
  const page = await readRulePage(connection.workspace, row, head, { self: binding.self, now });
  const rule: RuleRow = { ...cells, body: page.blocks };
  const fingerprint = digestOf(JSON.stringify([compiledFormat, rule]));
  if (head && head.fingerprint === fingerprint && !(await mayDiffer(looking, head)))
    return { head: unchanged(head, page), version: undefined };
  const last = await loadLast(looking, head);
  const { compiled, lost, isOutOfReach, source } = await compile(looking, rule, fingerprint, head, last);
  return nextHead(rule, head, {
    fingerprint,
    bodyReadAt: page.readAt,
    checkedAt: now,
    connectionId: connection.id,
    switchedOn: switchedOn(row),
    now: looking.services.clock.now().toISOString(),
    // A rule that comes back from the trash must not be given the number of an older version of it: those are kept.
    newestVersion: head?.newestVersion || (await looking.services.rules.newestVersion(rule.id)),
    sourceId: source?.id ?? null,
    ...(source ? { schema: schemaHash(source) } : {}),
    compiled,
    last,
    isSound: lost.length === 0,
    isOutOfReach,
  });
}

/** What an unedited rule points at may have changed: its columns, or whether it is shared at all. */
async function mayDiffer({ sources, now }: Looking, head: RuleHead): Promise<boolean> {
  if (head.problems.length > 0 || head.sourceProblem !== undefined)
    return Date.parse(now) - Date.parse(head.checkedAt) >= recheckMs;
  return sources.differs(head);
}

function unchanged(head: RuleHead, page: RulePage): RuleHead {
  if (!page.isRead && head.missingSince === undefined) return head;
  const { missingSince: _found, wroteSinceRead, ...known } = head;
  if (!page.isRead) return wroteSinceRead ? { ...known, wroteSinceRead } : known;
  return { ...known, bodyReadAt: page.readAt };
}

async function loadLast({ services }: Looking, head: RuleHead | undefined): Promise<Rule | undefined> {
  const version = lastVersion(head);
  return head && version !== null ? services.rules.load(head.ruleId, version) : undefined;
}

type Lost = { lost: RuleProblem[]; isOutOfReach: boolean };
type Compiled = Lost & { compiled: Read<CompiledRule>; source: SourceSchema | undefined };

/** The names of a text that nobody edited go on to mean what they meant; where that is lost, the rule says so and rests. */
async function compile(
  looking: Looking,
  rule: RuleRow,
  fingerprint: string,
  head: RuleHead | undefined,
  last: Rule | undefined,
): Promise<Compiled> {
  const found = await looking.sources.find(rule, looking.binding);
  const { lost, isOutOfReach } =
    head && last ? await lostFrom(looking, rule, head, last, found) : { lost: [], isOutOfReach: false };
  if (!found.value) return { compiled: { problems: found.problems }, lost, isOutOfReach, source: undefined };
  const source = found.value;
  const compiled = (): Read<CompiledRule> => {
    if (last?.fingerprint !== fingerprint || last.sourceId !== source.id) return compileEdited(rule, source);
    return lost.length > 0 ? { problems: lost } : compileAsBound(rule, source, last.bindings);
  };
  return { compiled: safely(looking, rule, compiled), lost, isOutOfReach, source };
}

/** What the version that is in force can't do without and is not there any more. */
async function lostFrom(
  { sources, binding }: Looking,
  rule: RuleRow,
  head: RuleHead,
  last: Rule,
  found: Read<SourceSchema>,
): Promise<Lost> {
  const isSameWatch = rule.watch === (head.watch ?? undefined);
  const its = isSameWatch
    ? found
    : await sources.find({ watch: head.watch ?? undefined, watchText: last.sourceName }, binding);
  if (!its.value) return { lost: its.problems, isOutOfReach: true };
  const isOther = its.value.id !== last.sourceId;
  const messages = isOther
    ? [`${last.sourceName} is not in the database any more that this rule watches`]
    : lostBindings(last.bindings ?? {}, its.value);
  return { lost: messages.map((message) => ({ column: "Watch", message })), isOutOfReach: isOther };
}

/** A mistake of ours must stop neither the poll nor the other rules. */
function safely(
  { services }: Looking,
  rule: RuleRow,
  compiled: () => Read<CompiledRule>,
): Read<CompiledRule> {
  try {
    return compiled();
  } catch (error) {
    services.log.error("rule-not-compiled", { ruleId: rule.id, reason: String(error) });
    const message =
      "Rowbell stumbled over this rule; that is a fault of Rowbell's. Please report it with the rule's text";
    return { problems: [{ column: "Rule", message }] };
  }
}

/** An author may go on editing a rule for a while after switching it on, and only the newest edit is told. */
const longestEditingMs = 5 * 60_000;

/** Not before it was made, and not long before it was last edited. ISO time, of Notion's clock. */
function switchedOn(row: Row): string {
  const edited = Date.parse(row.lastEditedTime) - longestEditingMs;
  return new Date(Math.max(Date.parse(row.createdTime), edited)).toISOString();
}
