import { FencedError, NotFoundError, PermanentError, TransientError } from "../domain/errors.ts";
import type { Connection, Lease, PollServices } from "../ports.ts";
import { captureSource } from "./capture.ts";
import { reportRules } from "./report-rules.ts";
import { type RuleBook, syncRules } from "./sync-rules.ts";

/** What one poll of a connection did. `failures` are sources that could not be read; the next poll reads them again. */
export type PollResult = {
  rowsRead: number;
  changes: number;
  deliveries: number;
  notionRequests: number;
  complete: boolean;
  failures: string[];
};

/** How many due deliveries a poll wakes the dispatcher for; the rest is woken by the next. */
const mostDue = 500;

/**
 * One poll of one connection: its rules, then every source that a rule names, then what is due.
 * @param hasTime false when the run must come to an end; what is not read yet is read by the next poll.
 * @throws PermanentError or TransientError when the Rules database cannot be read, FencedError when a newer poll took over.
 */
export async function pollConnection(
  services: PollServices,
  connectionId: string,
  hasTime: () => boolean,
): Promise<PollResult> {
  const lease = await services.leases.take(connectionId);
  const result: PollResult = {
    rowsRead: 0,
    changes: 0,
    deliveries: 0,
    notionRequests: 0,
    complete: true,
    failures: [],
  };
  const { connection, book } = await followRules(services, connectionId, lease, hasTime);
  const problems = await captureSources(services, connection, lease, book, hasTime, result);
  await reportRules(services, connection, lease, book, problems, hasTime);
  result.notionRequests = connection.workspace.requests();
  return result;
}

/**
 * What is owed is woken after the rules were read, so that one turned off sends no more; but also when they could not be:
 * it does not depend on them.
 */
async function followRules(
  services: PollServices,
  connectionId: string,
  lease: Lease,
  hasTime: () => boolean,
): Promise<{ connection: Connection; book: RuleBook }> {
  try {
    const connection = await services.connect(connectionId, hasTime);
    return { connection, book: await syncRules(services, connection, lease) };
  } finally {
    await enqueueDue(services, lease);
  }
}

/** Sources are independent: one that fails is told to its rules' authors and stops no other. */
async function captureSources(
  services: PollServices,
  connection: Connection,
  lease: Lease,
  book: RuleBook,
  hasTime: () => boolean,
  result: PollResult,
): Promise<Map<string, string>> {
  const problems = new Map<string, string>();
  for (const sourceId of watchedSources(book, lease)) {
    const rules = book.inForce.filter(({ rule }) => rule.sourceId === sourceId);
    try {
      const captured = await captureSource(services, connection, lease, sourceId, rules, hasTime);
      result.rowsRead += captured.rowsRead;
      result.changes += captured.changes;
      result.deliveries += captured.deliveries.length;
      result.complete &&= captured.complete;
      if (captured.refusals.length > 0) problems.set(sourceId, captured.refusals.slice(0, 3).join("; "));
      await services.queue.send(captured.deliveries, lease);
    } catch (error) {
      if (error instanceof FencedError) throw error;
      services.log.error("source-not-read", { sourceId, reason: String(error) });
      const problem = problemFor(error);
      problems.set(sourceId, problem);
      result.complete = false;
      result.failures.push(problem);
    }
  }
  return problems;
}

/**
 * Every source that a rule names, also one that is off: turned on again, it must not find weeks of old changes. Each poll
 * begins with another one, so that a source that takes all the time does not keep it from the others.
 */
function watchedSources(book: RuleBook, { epoch }: Lease): string[] {
  const sources = [...new Set(book.heads.flatMap(({ sourceId }) => sourceId ?? []))];
  const first = epoch % Math.max(sources.length, 1);
  return [...sources.slice(first), ...sources.slice(0, first)];
}

/** Words for the rule's author. What AWS or the code says of itself belongs into the log alone. */
function problemFor(error: unknown): string {
  if (error instanceof NotFoundError) {
    return "Watch: I can't open this database any more. In Notion open it, then ••• → Connections → add Rowbell";
  }
  if (error instanceof PermanentError || error instanceof TransientError) return error.message;
  return "Rowbell could not store what it read; whoever runs it finds the reason in its log. Nothing is lost, the next poll tries again";
}

/** Makes good every message that was lost and every retry whose time has come. */
async function enqueueDue(services: PollServices, lease: Lease): Promise<void> {
  const due = await services.outbox.due(services.clock.now().toISOString(), mostDue);
  await services.queue.send(due, lease);
}
