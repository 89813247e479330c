import { BudgetError, FencedError, NotFoundError, PermanentError, TransientError } from "../domain/errors.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { Tally } from "../domain/tally.ts";
import type { Connection, Lease, PollServices } from "../ports.ts";
import { noticeTicks } from "./ask/notice-ticks.ts";
import { tendRules } from "./ask/tend-rules.ts";
import { captureSource, openReading } from "./capture.ts";
import type { Polling, Reading } from "./judge/reading.ts";
import { notionNow } from "./notion-now.ts";
import { answerHolds, whatWaits } from "./report/answer-holds.ts";
import { reportRules } from "./report/report-rules.ts";
import { tellRuns } from "./report/tell-runs.ts";
import { tellUnreadRules } from "./report/tell-unread-rules.ts";
import type { RuleBook } from "./rules/rule-book.ts";
import { syncRules } from "./rules/sync-rules.ts";

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

/** Changed rows that one poll reads fresh: as many as a rule may fire for before it is held, a seventh of a minute's requests. */
const mostConfirms = 25;

/** Changed rows that two polls did not settle: rows that differ at every read must not take the requests of all others. */
const mostDoubts = 50;

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
  const followed = await followRules(services, connectionId, lease, hasTime);
  if (!followed) return { ...result, complete: false };
  const { connection, book } = followed;
  const readings = new Map<string, Promise<Reading>>();
  const polling: Polling = {
    services,
    connection,
    lease,
    startedAt: notionNow(services, connection),
    hasTime,
    confirmsLeft: mostConfirms,
    doubtsLeft: mostDoubts,
    related: new Map(),
    readingOf: (sourceId) => readingOf(polling, book, readings, sourceId),
  };
  const answered = await answerHolds(polling, book);
  await noticeTicks(polling, book);
  const told = await captureSources(polling, book, readings, result);
  const waiting = await whatWaits(polling, book, answered);
  const lastRuns = await tellRuns(polling, book);
  await reportRules(services, connection, lease, book, { ...told, waiting, lastRuns }, hasTime);
  result.notionRequests = connection.workspace.requests();
  return result;
}

/** Each source is opened once a poll, when it is first asked for. */
async function readingOf(
  polling: Polling,
  book: RuleBook,
  readings: Map<string, Promise<Reading>>,
  sourceId: string,
): Promise<Reading | undefined> {
  const isNamed = book.heads.some((head) => head.sourceId === sourceId);
  if (!isNamed || book.suspended.has(sourceId)) return undefined;
  const rules = book.inForce.filter(({ rule }) => rule.sourceId === sourceId);
  const reading = readings.get(sourceId) ?? openReading(polling, sourceId, rules);
  readings.set(sourceId, reading);
  return reading;
}

/**
 * What is owed is woken after the rules were read, so that one turned off sends no more; but also when they could not be:
 * it does not depend on them.
 * @returns undefined when Notion is not to be asked now.
 */
async function followRules(
  services: PollServices,
  connectionId: string,
  lease: Lease,
  hasTime: () => boolean,
): Promise<{ connection: Connection; book: RuleBook } | undefined> {
  try {
    const connection = await services.connect(connectionId, hasTime);
    return { connection, book: await readBook(services, connection, lease) };
  } catch (error) {
    if (!(error instanceof BudgetError)) throw error;
    services.log.info("poll-waits", { connectionId, until: error.again });
    return undefined;
  } finally {
    await enqueueDue(services, lease);
  }
}

/** What keeps all rules from being read is told in their rows: authors see nothing else. */
async function readBook(services: PollServices, connection: Connection, lease: Lease): Promise<RuleBook> {
  try {
    return await syncRules(services, connection, lease);
  } catch (error) {
    if (error instanceof PermanentError && !(error instanceof FencedError))
      await tellUnreadRules(services, connection, lease, error.message);
    throw error;
  }
}

/** By source id: why one could not be read, and what of one is not followed. */
type Told = {
  problems: Map<string, string>;
  refusals: Map<string, readonly Refusal[]>;
  tallies: ReadonlyMap<string, Tally>;
};

/** Sources are independent: one that fails is told to its rules' authors and stops no other. */
async function captureSources(
  polling: Polling,
  book: RuleBook,
  readings: ReadonlyMap<string, Promise<Reading>>,
  result: PollResult,
): Promise<Told> {
  const { services, lease } = polling;
  const problems = new Map<string, string>();
  const refusals = new Map<string, readonly Refusal[]>();
  for (const sourceId of watchedSources(book, lease)) {
    try {
      const reading = await polling.readingOf(sourceId);
      if (!reading) continue;
      const captured = await captureSource(reading);
      await tendRules(reading, book);
      result.complete &&= captured.complete;
      refusals.set(sourceId, captured.refusals);
    } catch (error) {
      if (error instanceof FencedError) throw error;
      result.complete = false;
      // Nothing is wrong: the next poll has requests again.
      if (error instanceof BudgetError) continue;
      services.log.error("source-not-read", { sourceId, reason: String(error) });
      const problem = problemFor(error);
      problems.set(sourceId, problem);
      result.failures.push(problem);
    } finally {
      await wake(polling, readings, result);
    }
  }
  return { problems, refusals, tallies: await talliesOf(readings) };
}

/** What was counted, as far as it is known in this poll. */
async function talliesOf(readings: ReadonlyMap<string, Promise<Reading>>): Promise<Told["tallies"]> {
  const known = new Map<string, Tally>();
  for (const [sourceId, reading] of readings) {
    const { tally } = await reading.catch(() => ({ tally: undefined }));
    if (tally) known.set(sourceId, tally);
  }
  return known;
}

/** Counts and wakes what was committed so far, also where its source failed later. */
async function wake(
  { services, lease }: Polling,
  readings: ReadonlyMap<string, Promise<Reading>>,
  result: PollResult,
): Promise<void> {
  for (const reading of await Promise.allSettled(readings.values())) {
    if (reading.status === "rejected") continue;
    const own = reading.value.result;
    const keys = own.deliveries.splice(0);
    result.rowsRead += own.rowsRead;
    result.changes += own.changes;
    result.deliveries += keys.length;
    own.rowsRead = 0;
    own.changes = 0;
    if (keys.length > 0) await services.queue.send(keys, lease);
  }
}

/**
 * Every source that a rule names, also one that is off: turned on again, it must not find weeks of old changes. Each poll
 * begins with another one, so that a source that takes all the time does not keep it from the others.
 */
function watchedSources(book: RuleBook, { epoch }: Lease): string[] {
  const named = new Set(book.heads.flatMap(({ sourceId }) => sourceId ?? []));
  const sources = [...named].filter((sourceId) => !book.suspended.has(sourceId));
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
