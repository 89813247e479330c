import {
  type BrakeState,
  type Brakes,
  type HoldAnswer,
  keepLater,
  answered as markAnswered,
  openBrake,
} from "../../domain/brake.ts";
import { ticked } from "../../domain/rules-database.ts";
import type { PollServices } from "../../ports.ts";
import type { Polling } from "../judge/reading.ts";
import type { RuleBook } from "../rules/rule-book.ts";

/** What waits at a rule's brake, and whether a tick in its row has been answered, to be taken away. */
export type Waiting = Pick<BrakeState, "held" | "closed" | "heldBecause" | "sample"> & { answered?: true };

const batchSize = 100;
/** What a delivery says that was discarded while it was held. */
const discarded = "It was held, and was discarded.";
/** An index is behind by seconds: what was held just now may not be in it yet. */
const settledMs = 60_000;
/** By then it names all that was held, even after a bad day; if not, the brake had counted what was never stored. */
const longestLateMs = 10 * 60_000;

/**
 * Does what authors ticked: releases or discards everything that waits at their rule's brake, as far as time allows; the
 * brake opens when nothing is left. Before anything new is read: a tick answers what its author saw waiting.
 * @returns the rules whose tick has nothing left to answer.
 */
export async function answerHolds(polling: Polling, book: RuleBook): Promise<Set<string>> {
  const { services, lease } = polling;
  const done = new Set<string>();
  for (const [sourceId, heads] of tickedBySource(book)) {
    const brakes = await services.sources.brakes(sourceId);
    for (const { ruleId, answer } of heads) {
      const brake = brakes[ruleId];
      // A tick answers what its author saw waiting, and nothing that comes later: also if it could not be taken away.
      const isOpen = !brake || brake.held === 0 || brake.answered === true;
      const after = isOpen ? brake : await answerHold(polling, ruleId, brake, answer);
      if (!isOpen && after?.answering) {
        brakes[ruleId] = after;
        continue;
      }
      brakes[ruleId] = markAnswered(after);
      done.add(ruleId);
    }
    await services.sources.saveBrakes(lease, sourceId, brakes);
  }
  return done;
}

const isOn = (state: string) => state === "Live" || state === "Dry run";

type Answer = { ruleId: string; answer: HoldAnswer };

function tickedBySource({ heads, rows, columns }: RuleBook): Map<string, Answer[]> {
  const bySource = new Map<string, Answer[]>();
  for (const { ruleId, sourceId, state } of heads) {
    const row = rows.get(ruleId);
    const answer = row && ticked(row, columns);
    // What a rule that is off lets through is cancelled: nobody who ticks Release means that, so the tick waits with it.
    if (answer === "release" && !isOn(state)) continue;
    if (answer && sourceId !== null)
      bySource.set(sourceId, [...(bySource.get(sourceId) ?? []), { ruleId, answer }]);
  }
  return bySource;
}

/** What waits for each rule as this poll leaves it, by rule id. */
export async function whatWaits(
  polling: Polling,
  book: RuleBook,
  answered: ReadonlySet<string>,
): Promise<Map<string, Waiting>> {
  const { services, lease } = polling;
  const waiting = new Map<string, Waiting>();
  for (const sourceId of new Set(book.heads.flatMap((head) => head.sourceId ?? []))) {
    const brakes = await services.sources.brakes(sourceId);
    const unticked = Object.keys(brakes).filter(
      (ruleId) => brakes[ruleId]?.answered && !isTicked(book, ruleId),
    );
    for (const ruleId of unticked) delete brakes[ruleId]?.answered;
    const isOver = await answerLate(polling, brakes);
    if (unticked.length > 0 || isOver) await services.sources.saveBrakes(lease, sourceId, brakes);
    for (const [ruleId, { answered: _known, ...brake }] of Object.entries(brakes))
      waiting.set(ruleId, answered.has(ruleId) ? { ...brake, answered: true } : brake);
  }
  return waiting;
}

function isTicked({ rows, columns }: RuleBook, ruleId: string): boolean {
  const row = rows.get(ruleId);
  return row !== undefined && ticked(row, columns) !== undefined;
}

type Answering = {
  services: Pick<PollServices, "outbox" | "clock">;
  startedAt: string;
  hasTime(): boolean;
  /** Hears of each one that is released or discarded. */
  onMoved?(key: string): void;
};

/** Releases or discards what waits at one rule's brake. @returns the brake after it, open when nothing is left. */
export async function answerHold(
  answering: Answering,
  ruleId: string,
  brake: BrakeState,
  answer: HoldAnswer,
): Promise<BrakeState> {
  const begun = brake.answering?.answer === answer ? brake.answering.until : undefined;
  const until = begun ?? brake.heldAt ?? answering.startedAt;
  const { moved, isEmpty } = await moveHeld(answering, ruleId, answer, until);
  const left = brake.held - moved;
  // The brake counts before anything is held, so it never counts too few.
  if (left <= 0) return openBrake(brake);
  const isSettled = Date.parse(answering.startedAt) - Date.parse(until) > settledMs;
  const isLater = brake.heldAt !== undefined && brake.heldAt > until;
  if (isEmpty && isSettled)
    return isLater ? keepLater(brake, left, { answer, until }) : openBrake(brake, { answer, until });
  // The index still names what was moved, or does not name all yet: look again later.
  return { ...brake, held: left, answering: { answer, until } };
}

/** What an index that was behind hid when its brake was opened would wait for ever, and all that follows of its row. */
async function answerLate(polling: Polling, brakes: Brakes): Promise<boolean> {
  let isOver = false;
  for (const [ruleId, brake] of Object.entries(brakes)) {
    if (!brake.late) continue;
    const { answer, until } = brake.late;
    const { isEmpty } = await moveHeld(polling, ruleId, answer, until);
    if (!isEmpty || Date.parse(polling.startedAt) - Date.parse(until) <= longestLateMs) continue;
    delete brake.late;
    isOver = true;
  }
  return isOver;
}

/** @returns how many were moved, and whether the index names none any more. */
async function moveHeld(
  { services, hasTime, onMoved }: Omit<Answering, "startedAt">,
  ruleId: string,
  answer: HoldAnswer,
  until: string | undefined,
): Promise<{ moved: number; isEmpty: boolean }> {
  const { outbox, clock } = services;
  let moved = 0;
  while (hasTime()) {
    const keys = await outbox.held(ruleId, batchSize, until);
    const now = clock.now().toISOString();
    const before = moved;
    for (const key of keys) {
      // The index may still name what was released before and has failed since: that is no longer what waits here.
      const isMoved =
        answer === "release"
          ? await outbox.redrive(key, now, "held")
          : await outbox.discard(key, now, discarded, "held");
      if (!isMoved) continue;
      moved++;
      onMoved?.(key);
    }
    if (moved === before) return { moved, isEmpty: keys.length === 0 };
  }
  return { moved, isEmpty: false };
}
