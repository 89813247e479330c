import { BudgetError, FencedError, PermanentError } from "../../domain/errors.ts";
import type { RunColumnIds } from "../../domain/runs-database.ts";
import type { Lease, PollServices } from "../../ports.ts";
import type { Polling } from "../judge/reading.ts";
import type { RuleBook } from "../rules/rule-book.ts";
import { retryTicked } from "./retry-ticked.ts";
import type { Telling } from "./telling.ts";
import { trashOldLines } from "./trash-old-lines.ts";
import { writeLines } from "./write-lines.ts";

/** Lines are no reason to leave the rules' own rows unwritten. */
const longestMs = 20_000;
/** What people may also do to lines that nothing waits for is looked at in every tenth poll: in others it costs nothing. */
const everyPolls = 10;

/**
 * Does what people ticked in the Runs database, writes the lines of what happened, and throws old ones away. Whatever goes
 * wrong is made good by a later poll; it must not fail this one.
 * @returns the newest line of each rule that got one, by rule id.
 */
export async function tellRuns(polling: Polling, book: RuleBook): Promise<Map<string, string>> {
  const { services, connection, lease, startedAt } = polling;
  const { runs } = book.binding;
  const newest = new Map<string, string>();
  if (!runs || "problem" in runs) return newest;
  const until = services.clock.now().getTime() + longestMs;
  const telling: Telling = {
    services,
    lease,
    workspace: connection.within("runs"),
    sourceId: runs.sourceId,
    columns: runs.columns as RunColumnIds,
    ruleIds: new Set(book.rows.keys()),
    startedAt,
    hasTime: () => polling.hasTime() && services.clock.now().getTime() < until,
  };
  try {
    const turn = lease.epoch % everyPolls;
    const isWaiting = (await services.outbox.dead(connection.id, 1)).length > 0;
    if (isWaiting || turn === 0) await retryTicked(telling);
    const { isRefused } = await writeLines(telling, newest);
    if (turn === everyPolls / 2) await trashOldLines(telling);
    if (isRefused) await lookAgain(services, lease, book);
  } catch (error) {
    if (error instanceof FencedError) throw error;
    // Nothing is wrong: the next poll has requests again.
    if (error instanceof BudgetError) return newest;
    services.log.error("runs-not-told", { reason: error instanceof Error ? error.message : String(error) });
    if (error instanceof PermanentError) await lookAgain(services, lease, book);
  }
  return newest;
}

/** Somebody may have removed a column, or all of it: the next poll looks, and says what is missing. */
async function lookAgain(services: PollServices, lease: Lease, { binding }: RuleBook): Promise<void> {
  const columns = binding.runs?.columns ? { columns: binding.runs.columns } : {};
  const runs = { problem: "Notion refused what Rowbell wrote there", lookedAt: "", ...columns };
  await services.rules.saveBinding(lease, { ...binding, runs });
}
