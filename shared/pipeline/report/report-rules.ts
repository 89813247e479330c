import type { Tick } from "../../domain/asked.ts";
import { BudgetError, FencedError } from "../../domain/errors.ts";
import { type Refusal, refusalText } from "../../domain/refusal.ts";
import type { Row } from "../../domain/row.ts";
import type { RuleHead, RuleStats } from "../../domain/rule.ts";
import { noteOf, type Waiting } from "../../domain/rule-note.ts";
import { type Box, isTicked, type RuleColumnIds, readReported } from "../../domain/rules-database.ts";
import type { Tally } from "../../domain/tally.ts";
import { type Told, toldOf } from "../../domain/told.ts";
import type { Cell, Connection, Lease, PollServices } from "../../ports.ts";
import type { RuleBook } from "../rules/rule-book.ts";
import type { Waiting as Held } from "./answer-holds.ts";
import { writeRuleRow } from "./write-rule-row.ts";

/**
 * What a poll found out. By source id: why it could not be read, what of it is not followed, and what was counted of it;
 * `waiting`: what waits at a rule's brake, by rule id; `lastRuns`: its newest line in the Runs database, where this poll
 * wrote one.
 */
type Found = {
  problems: ReadonlyMap<string, string>;
  refusals: ReadonlyMap<string, readonly Refusal[]>;
  waiting: ReadonlyMap<string, Held>;
  lastRuns?: ReadonlyMap<string, string>;
  tallies: ReadonlyMap<string, Tally>;
};

/**
 * Writes each rule's Health, Note, Last fired, Fired and Held into its row where they differ from what it shows, and takes
 * away ticks that have nothing left to answer. A write that fails is made good by the next poll, which compares again; it
 * must not fail this one.
 */
export async function reportRules(
  services: PollServices,
  connection: Connection,
  lease: Lease,
  book: RuleBook,
  found: Found,
  hasTime: () => boolean,
): Promise<void> {
  await keepProblems(services, lease, book, found);
  const stats = await services.rules.stats(connection.id);
  const now = services.clock.now().toISOString();
  for (const head of [...book.heads]) {
    const row = book.rows.get(head.ruleId);
    if (!row || !hasTime()) continue;
    const held = found.waiting.get(head.ruleId);
    const waiting = withBoxes(held, row, book.columns);
    const rule = book.inForce.find((inForce) => inForce.rule.id === head.ruleId)?.rule;
    const tally = found.tallies.get(head.sourceId ?? "");
    const told = { ...toldOf(head, rule, stats.get(head.ruleId), tally, now), ...runsProblem(book) };
    const cells = cellsToWrite(row, book.columns, head, stats.get(head.ruleId), waiting, told);
    Object.assign(cells, unticked(row, book.columns, answeredBoxes(head, held)));
    Object.assign(cells, lastRunCell(book.columns, found.lastRuns?.get(head.ruleId)));
    if (Object.keys(cells).length === 0) continue;
    try {
      await writeRuleRow(services, connection, lease, book, row, cells);
    } catch (error) {
      if (error instanceof FencedError) throw error;
      if (error instanceof BudgetError) return;
      services.log.error("rule-not-reported", { ruleId: head.ruleId, reason: reasonOf(error) });
    }
  }
}

/** Notion may not have been able to say, which is over by itself: then nothing was looked at. */
function runsProblem({ binding: { runs } }: RuleBook): Pick<Told, "runs"> {
  return runs && "problem" in runs && runs.lookedAt !== "" ? { runs: runs.problem } : {};
}

/** The cells that show something else than they should, by property id. */
function cellsToWrite(
  row: Row,
  columns: RuleColumnIds,
  head: RuleHead,
  stats: RuleStats | undefined,
  waiting: Waiting | undefined,
  told: Told,
): Record<string, Cell> {
  const shown = readReported(row, columns);
  const { health, note } = noteOf(head, stats, waiting, told);
  const cells: Record<string, Cell> = {};
  if (shown.health !== health) cells[columns.Health] = { type: "select", name: health };
  if (shown.note !== note) cells[columns.Note] = { type: "rich_text", text: note };
  if (stats && stats.fired > 0) Object.assign(cells, firedCells(columns, shown.fired, stats));
  const held = waiting?.held ?? 0;
  if (columns.Held !== undefined && (shown.held ?? 0) !== held)
    cells[columns.Held] = { type: "number", value: held };
  return cells;
}

/** The time goes with the count: a rule that has not fired since has not moved it. */
function firedCells(
  columns: RuleColumnIds,
  shown: number | null,
  { fired, lastFired }: RuleStats,
): Record<string, Cell> {
  const [count, time] = [columns.Fired, columns["Last fired"]];
  if (count === undefined || shown === fired) return {};
  const cells: Record<string, Cell> = { [count]: { type: "number", value: fired } };
  if (time !== undefined && lastFired !== undefined) cells[time] = { type: "date", start: lastFired };
  return cells;
}

function lastRunCell(columns: RuleColumnIds, lineId: string | undefined): Record<string, Cell> {
  const id = columns["Last run"];
  return id === undefined || lineId === undefined ? {} : { [id]: { type: "relation", ids: [lineId] } };
}

/** Boxes whose tick has nothing left to ask for: left there, it would answer what is held next, or ask once more. */
function answeredBoxes({ asked = {} }: RuleHead, held: Held | undefined): Box[] {
  const isOver = (tick: Tick | undefined) => tick?.answer !== undefined && tick.over === undefined;
  return [
    ...(held?.answered || !isHeld(held) ? (["Release", "Discard"] as const) : []),
    ...(isOver(asked.test) ? (["Test"] as const) : []),
    ...(isOver(asked.run) ? (["Run for matching rows"] as const) : []),
  ];
}

/** By property id. */
function unticked(row: Row, columns: RuleColumnIds, answered: readonly Box[]): Record<string, Cell> {
  const cells: Record<string, Cell> = {};
  for (const box of answered) {
    const id = columns[box];
    if (id !== undefined && isTicked(row, columns, box)) cells[id] = { type: "checkbox", checked: false };
  }
  return cells;
}

function isHeld(held: Held | undefined): boolean {
  return held !== undefined && (held.held > 0 || held.closed !== undefined);
}

function withBoxes(held: Held | undefined, row: Row, columns: RuleColumnIds): Waiting | undefined {
  if (!held) return undefined;
  const hasBoxes = columns.Release !== undefined && columns.Discard !== undefined;
  if (!hasBoxes) return { ...held, boxes: "none" };
  const isBoth = isTicked(row, columns, "Release") && isTicked(row, columns, "Discard");
  return isBoth ? { ...held, boxes: "both" } : held;
}

/** What this poll found out about the rules' sources, kept for whoever asks between polls. */
async function keepProblems(
  services: PollServices,
  lease: Lease,
  book: RuleBook,
  { problems, refusals }: Found,
): Promise<void> {
  for (const [index, head] of book.heads.entries()) {
    const source = head.sourceId ?? "";
    const problem = problems.get(source);
    const its = refusals.get(source);
    // Of a source that was not read in this poll what was told before still holds.
    const unfollowed = its ? refusalText(its, head.ruleId) : head.unfollowed;
    if (problem === head.sourceProblem && unfollowed === head.unfollowed) continue;
    const { sourceProblem: _problem, unfollowed: _unfollowed, ...rest } = head;
    const next: RuleHead = {
      ...rest,
      ...(problem === undefined ? {} : { sourceProblem: problem }),
      ...(unfollowed === undefined ? {} : { unfollowed }),
    };
    book.heads[index] = next;
    await services.rules.save(lease, next, undefined);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
