import { FencedError, NotFoundError } from "../domain/errors.ts";
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
  const connection = await services.connect(connectionId);
  const result: PollResult = {
    rowsRead: 0,
    changes: 0,
    deliveries: 0,
    notionRequests: 0,
    complete: true,
    failures: [],
  };
  try {
    const book = await syncRules(services, connection, lease);
    const problems = await captureSources(services, connection, lease, book, hasTime, result);
    await reportRules(services, connection, book, problems);
  } finally {
    // Also after a failure: what is owed already does not depend on reading more.
    await enqueueDue(services, lease);
  }
  result.notionRequests = connection.workspace.requests();
  return result;
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
  for (const sourceId of watchedSources(book)) {
    const rules = book.inForce.filter(({ rule }) => rule.sourceId === sourceId);
    try {
      const captured = await captureSource(services, connection, lease, sourceId, rules, hasTime);
      result.rowsRead += captured.rowsRead;
      result.changes += captured.changes;
      result.deliveries += captured.deliveries.length;
      result.complete &&= captured.complete;
      await services.queue.send(captured.deliveries, lease);
    } catch (error) {
      if (error instanceof FencedError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      problems.set(sourceId, problemFor(error, reason));
      result.complete = false;
      result.failures.push(reason);
    }
  }
  return problems;
}

/** Every source that a rule names, also one that is off: turned on again, it must not find weeks of old changes. */
function watchedSources(book: RuleBook): Set<string> {
  return new Set(book.heads.flatMap(({ sourceId }) => sourceId ?? []));
}

function problemFor(error: unknown, reason: string): string {
  if (error instanceof NotFoundError) {
    return "Watch: I can't open this database any more. In Notion open it, then ••• → Connections → add Rowbell";
  }
  return reason;
}

/** Makes good every message that was lost and every retry whose time has come. */
async function enqueueDue(services: PollServices, lease: Lease): Promise<void> {
  const due = await services.outbox.due(services.clock.now().toISOString(), mostDue);
  await services.queue.send(due, lease);
}
