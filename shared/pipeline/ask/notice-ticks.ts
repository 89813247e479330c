import { type Asked, type AskedRun, type AskedTest, readBox, type Tick } from "../../domain/asked.ts";
import { BudgetError, FencedError } from "../../domain/errors.ts";
import type { Row } from "../../domain/row.ts";
import type { RuleHead } from "../../domain/rule.ts";
import { type Box, isTicked, type RuleColumnIds } from "../../domain/rules-database.ts";
import type { Polling } from "../judge/reading.ts";
import type { RuleBook } from "../rules/rule-book.ts";
import { rememberAsked } from "./remember-asked.ts";

/**
 * Notices which rules are to be tested or run for the rows that match. A list of rows may be behind, and a tick that was
 * answered and taken away must not be answered once more: only the rule's page tells, and is asked for where a box is
 * ticked or was.
 */
export async function noticeTicks(polling: Polling, book: RuleBook): Promise<void> {
  for (const head of [...book.heads]) {
    const row = book.rows.get(head.ruleId);
    if (!row || !mayDiffer(row, book.columns, head.asked)) continue;
    try {
      await notice(polling, book, head);
    } catch (error) {
      if (error instanceof FencedError) throw error;
      if (error instanceof BudgetError) return;
      polling.services.log.error("ticks-not-noticed", { ruleId: head.ruleId, reason: String(error) });
    }
  }
}

function mayDiffer(row: Row, columns: RuleColumnIds, asked: Asked = {}): boolean {
  const isOpen = (box: Box, tick: Tick | undefined) =>
    isTicked(row, columns, box) || (tick !== undefined && tick.over === undefined);
  return isOpen("Test", asked.test) || isOpen("Run for matching rows", asked.run);
}

async function notice(polling: Polling, book: RuleBook, head: RuleHead): Promise<void> {
  const { services, connection, lease, startedAt } = polling;
  const page = await connection.within("write").row(head.ruleId);
  if (!page) return;
  const { test, run } = head.asked ?? {};
  const state = (box: Box, tick: Tick | undefined) =>
    readBox(tick, isTicked(page, book.columns, box), page.lastEditedTime, startedAt);
  const next: Asked = {};
  const nextTest = testAfter(state("Test", test), test, head, startedAt);
  if (nextTest) next.test = nextTest;
  const nextRun = runAfter(state("Run for matching rows", run), run, head, startedAt);
  if (nextRun) next.run = nextRun;
  if (nextTest ?? nextRun) await rememberAsked(services, lease, book, head.ruleId, next);
}

type BoxState = ReturnType<typeof readBox>;

/** @returns undefined where nothing is to be remembered. */
function testAfter(
  state: BoxState,
  test: AskedTest | undefined,
  head: RuleHead,
  now: string,
): AskedTest | undefined {
  if (state === "asked") return { at: now, of: head.fingerprint, ...refused("Test", head) };
  if (state === "again") return givenUp("Test", test, head);
  if (state !== "over" || !test) return undefined;
  // What is owed already goes out; what was not begun was taken back.
  const isTakenBack = test.answer === undefined && test.key === undefined;
  return { ...test, over: now, ...(isTakenBack ? { answer: "" } : {}) };
}

function runAfter(
  state: BoxState,
  run: AskedRun | undefined,
  head: RuleHead,
  now: string,
): AskedRun | undefined {
  if (state === "asked") {
    // Rows remember the tick that they were run for by its time.
    const at = run && run.at >= now ? new Date(Date.parse(run.at) + 1).toISOString() : now;
    const version = head.version ?? 0;
    return { at, version, phase: "count", owed: 0, ...refused("Run for matching rows", head) };
  }
  if (state === "again") return givenUp("Run for matching rows", run, head);
  if (state !== "over" || !run) return undefined;
  const isTakenBack = run.answer === undefined;
  const stopped = `Run for matching rows: you took the tick away, so I stopped after ${rowsText(run.owed)}.`;
  return { ...run, over: now, ...(isTakenBack ? { answer: stopped } : {}) };
}

/** What was asked for and has not been done, of a rule that was switched off or broken since. */
function givenUp<T extends Tick>(box: Box, tick: T | undefined, head: RuleHead): T | undefined {
  if (tick?.answer !== undefined || !tick) return undefined;
  const answer = refused(box, head);
  return answer.answer === undefined ? undefined : { ...tick, ...answer };
}

export function rowsText(count: number): string {
  return count === 1 ? "1 row" : `${count.toLocaleString("en")} rows`;
}

/** Why a rule can't do at once what it is asked for, so that its author need not wait. */
function refused(box: Box, head: RuleHead): { answer?: string; of?: string } {
  const because = whyNot(head);
  return because === undefined ? {} : { answer: `${box}: ${because}.`, of: head.fingerprint };
}

function whyNot({ state, problems, version, style }: RuleHead): string | undefined {
  if (style) return "this row says how mails look; tick it in a rule, and see a mail with it";
  if (problems.length > 0) return "mend the rule first; nothing was sent";
  if (state === "Off") return "the rule is off. Choose Dry run or Live in State, and tick it again";
  return version === null ? "the rule rests, so nothing was sent" : undefined;
}
