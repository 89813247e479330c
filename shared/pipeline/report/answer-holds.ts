import { type BrakeState, answered as markAnswered, openBrake } from "../../domain/brake.ts";
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
      if (!isOpen && after && after.held > 0) {
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

type Answer = { ruleId: string; answer: "release" | "discard" };

function tickedBySource({ heads, rows, columns }: RuleBook): Map<string, Answer[]> {
  const bySource = new Map<string, Answer[]>();
  for (const { ruleId, sourceId } of heads) {
    const row = rows.get(ruleId);
    const answer = row && ticked(row, columns);
    if (answer && sourceId !== null)
      bySource.set(sourceId, [...(bySource.get(sourceId) ?? []), { ruleId, answer }]);
  }
  return bySource;
}

/** What waits for each rule as this poll leaves it, by rule id. */
export async function whatWaits(
  { services, lease }: Polling,
  book: RuleBook,
  answered: ReadonlySet<string>,
): Promise<Map<string, Waiting>> {
  const waiting = new Map<string, Waiting>();
  for (const sourceId of new Set(book.heads.flatMap((head) => head.sourceId ?? []))) {
    const brakes = await services.sources.brakes(sourceId);
    const unticked = Object.keys(brakes).filter(
      (ruleId) => brakes[ruleId]?.answered && !isTicked(book, ruleId),
    );
    for (const ruleId of unticked) delete brakes[ruleId]?.answered;
    if (unticked.length > 0) await services.sources.saveBrakes(lease, sourceId, brakes);
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
  { services, startedAt, hasTime, onMoved }: Answering,
  ruleId: string,
  brake: BrakeState,
  answer: "release" | "discard",
): Promise<BrakeState> {
  const { outbox, clock } = services;
  let left = brake.held;
  while (hasTime()) {
    const keys = await outbox.held(ruleId, batchSize, brake.heldAt);
    const now = clock.now().toISOString();
    let moved = 0;
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
    left -= moved;
    if (moved > 0) continue;
    const isSettled = Date.parse(startedAt) - Date.parse(brake.heldAt ?? startedAt) > settledMs;
    // The brake counts before anything is held, so it never counts too few.
    if (left <= 0 || (keys.length === 0 && isSettled)) return openBrake(brake);
    // The index still names what was moved, or does not name all yet: look again later.
    break;
  }
  return { ...brake, held: Math.max(left, 1) };
}
