import { BudgetError, FencedError, PermanentError, TransientError } from "../../domain/errors.ts";
import type { Row } from "../../domain/row.ts";
import type { Rule, RuleHead } from "../../domain/rule.ts";
import type { RulesBinding } from "../../domain/rules-binding.ts";
import type { RuleColumnIds } from "../../domain/rules-database.ts";
import type { Connection, Lease, PollServices } from "../../ports.ts";
import { notionNow } from "../notion-now.ts";
import { isStillIn } from "../still-in.ts";
import { SourceFinder } from "./find-source.ts";
import { keepTheme } from "./keep-theme.ts";
import { type Looking, lookAtRule } from "./look-at-rule.ts";
import { isStyleRow, lookAtStyle, styleIn } from "./look-at-style.ts";
import { unread } from "./next-head.ts";
import { readRules } from "./read-rules.ts";
import type { RuleBook, RuleInForce } from "./rule-book.ts";

/**
 * Reads the whole Rules database (a request for each hundred rules), compiles what is new and remembers it. The database
 * is small and read completely, so a rule that is removed or trashed is noticed by the very next poll.
 * @throws PermanentError when the Rules database cannot be read: nothing is polled then, and nothing lost.
 */
export async function syncRules(
  services: PollServices,
  connection: Connection,
  lease: Lease,
): Promise<RuleBook> {
  const { binding: bound, rows } = await readRules(services, connection, lease);
  const known = new Map((await services.rules.heads(connection.id)).map((head) => [head.ruleId, head]));
  const now = notionNow(services, connection);
  const sources = new SourceFinder(services, connection, lease, now);
  const sync = new RuleSync({ services, connection, binding: bound, sources, now }, lease, known);
  const columns = bound.columns as RuleColumnIds;
  const style = styleIn(rows.values(), columns);
  for (const row of rows.values()) await sync.row(row, style);
  for (const head of known.values()) {
    if (!rows.has(head.ruleId)) await sync.absent(head);
  }
  const binding = await keepTheme(services, lease, bound, sync.heads);
  return {
    heads: sync.heads,
    inForce: await inForce(services, sync.heads, binding),
    suspended: suspendedSources(sync.heads, binding),
    rows,
    columns,
    binding,
  };
}

async function inForce(
  { rules }: PollServices,
  heads: readonly RuleHead[],
  { runs }: RulesBinding,
): Promise<RuleInForce[]> {
  // Also while it can't be written: the lines come once it is mended.
  const inRuns = runs ? { inRuns: true as const } : {};
  const versions = await rules.loadInForce(heads);
  return heads.flatMap(({ ruleId, version, state, since }) => {
    const rule = version === null ? undefined : versions.get(ruleId);
    return rule ? [{ rule, dryRun: state !== "Live", ...(since ? { since } : {}), ...inRuns }] : [];
  });
}

/** Read for some rules while others can't be asked, a source would be read past what those are owed. */
function suspendedSources(heads: readonly RuleHead[], { runs }: RulesBinding): ReadonlySet<string> {
  const outOfReach = new Set(heads.flatMap(({ watch, isOutOfReach }) => (isOutOfReach ? [watch] : [])));
  const suspended = new Set<string>();
  for (const { sourceId, suspended: version } of heads)
    if (sourceId !== null && version !== undefined) suspended.add(sourceId);
  for (const { sourceId, version, watch } of heads)
    if (sourceId !== null && version !== null && !outOfReach.has(watch)) suspended.delete(sourceId);
  // A rule that watched it before it was known as Rowbell's own would fire for what Rowbell writes there.
  if (runs && "sourceId" in runs) suspended.add(runs.sourceId);
  return suspended;
}

class RuleSync {
  readonly heads: RuleHead[] = [];
  readonly #looking: Looking;
  readonly #services: PollServices;
  readonly #connection: Connection;
  readonly #binding: RulesBinding;
  readonly #lease: Lease;
  readonly #known: Map<string, RuleHead>;

  constructor(looking: Looking, lease: Lease, known: Map<string, RuleHead>) {
    this.#looking = looking;
    this.#services = looking.services;
    this.#connection = looking.connection;
    this.#binding = looking.binding;
    this.#lease = lease;
    this.#known = known;
  }

  /** Looks at one row. What goes wrong with one is told in it and stops no other. @param style the row that says how mails look. */
  async row(row: Row, style: Row | undefined): Promise<void> {
    const head = this.#known.get(row.id);
    try {
      const { head: next, version } = await this.#look(row, head, style);
      if (next !== head) await this.#save(next, version, head);
      this.heads.push(next);
    } catch (error) {
      if (error instanceof FencedError) throw error;
      await this.#unread(row, head, error);
    }
  }

  async #look(row: Row, head: RuleHead | undefined, style: Row | undefined) {
    if (!isStyleRow(row, this.#binding.columns as RuleColumnIds)) return lookAtRule(this.#looking, row, head);
    return { head: await lookAtStyle(this.#looking, row, head, style), version: undefined };
  }

  /** A rule that is not in the database any more is removed once its page confirms it: an index may be late. */
  async absent(head: RuleHead): Promise<void> {
    try {
      const row = await this.#connection.workspace.row(head.ruleId);
      const isGone = row ? !isStillIn({ id: this.#binding.sourceId }, row) : head.missingSince;
      if (isGone) return await this.#remove(head);
      // Neither listed nor found is also what a moment without access looks like: the next poll has to agree.
      const next = row ? head : { ...head, missingSince: this.#looking.now };
      if (next !== head) await this.#save(next, undefined, head);
      this.heads.push(next);
    } catch (error) {
      if (error instanceof FencedError) throw error;
      this.#services.log.error("rule-not-found", { ruleId: head.ruleId, reason: String(error) });
      this.heads.push(head);
    }
  }

  async #unread(row: Row, head: RuleHead | undefined, error: unknown): Promise<void> {
    const isPause = error instanceof BudgetError;
    if (!isPause) this.#services.log.error("rule-not-read", { ruleId: row.id, reason: String(error) });
    const isForPeople = error instanceof PermanentError || error instanceof TransientError;
    const message = isForPeople
      ? error.message
      : "Rowbell could not store this rule; the next poll tries again";
    const next = unread(row, this.#binding, head, {
      connectionId: this.#connection.id,
      now: this.#looking.now,
      // Having to wait a minute is no problem of a rule's.
      message: isPause ? undefined : message,
    });
    if (isPause && !head) return;
    this.heads.push(next);
    if (head && head.state !== next.state) await this.#save(next, undefined, head);
  }

  async #remove(head: RuleHead): Promise<void> {
    await this.#forgetSource(head.sourceId, head.ruleId);
    await this.#services.rules.remove(this.#lease, head.ruleId);
  }

  async #save(next: RuleHead, version: Rule | undefined, before: RuleHead | undefined): Promise<void> {
    if (before && before.sourceId !== next.sourceId) await this.#forgetSource(before.sourceId, before.ruleId);
    await this.#services.rules.save(this.#lease, next, version);
  }

  /** A source that no rule names any more begins anew, with a baseline, when one names it again: old changes fire nothing. */
  async #forgetSource(sourceId: string | null, ruleId: string): Promise<void> {
    if (sourceId === null) return;
    // Every other rule, as it stands now or, where this poll has not come to it yet, as it stood.
    const others = new Map([...this.#known.values(), ...this.heads].map((head) => [head.ruleId, head]));
    others.delete(ruleId);
    if (![...others.values()].some((head) => head.sourceId === sourceId))
      await this.#services.sources.removeCheckpoint(this.#lease, sourceId);
  }
}
