import { runsPartition } from "../../shared/stores/delivery-item.ts";
import { check } from "./checker/check.ts";
import type { Evidence, Violation } from "./checker/evidence.ts";
import { decide } from "./decisions.ts";
import { runDelivery, runMailEvent } from "./deliveries.ts";
import type { FaultKind } from "./fault-kinds.ts";
import type { Allowed, Injection } from "./faults.ts";
import { newest } from "./notion-world.ts";
import { leaveDue } from "./outage.ts";
import { work } from "./people.ts";
import { quietPollEvery, schedulePolls } from "./polls.ts";
import { recipientAnswers } from "./recipients.ts";
import { answerBrakes, askRules, reviseRules } from "./rule-authors.ts";
import { isTickedAnywhere, workOnLines } from "./run-lines.ts";
import { createUniverse, type Script, type Universe } from "./universe.ts";

export type SeedResult = {
  seed: number;
  violations: Violation[];
  /** Calls that left a process, and how long the world lived. */
  calls: number;
  virtualMs: number;
  events: number;
  mails: number;
  commits: number;
  injections: readonly Injection[];
  faults: Partial<Record<FaultKind, number>>;
  marks: string[];
  /** The same for the same seed. */
  trace: number;
};

const minute = 60_000;
const authorsLookEvery = 4 * minute;
/** A sweep of a small source comes each half hour; a refused mail may wait an hour. */
const sweepEvery = 30 * minute;
const quietLeast = 45 * minute;
const quietMost = 5 * 60 * minute;

/** One world from its beginning to its end. */
export async function runSeed(seed: number, allowed: Allowed = "all"): Promise<SeedResult> {
  return (await liveThrough(seed, allowed)).result;
}

export async function liveThrough(
  seed: number,
  allowed: Allowed,
  script?: Script,
): Promise<{ result: SeedResult; universe: Universe; evidence: Evidence }> {
  const universe = createUniverse(seed, allowed, script);
  const { time, traits, faults } = universe;
  universe.queue.handle = (key) => runDelivery(universe, key);
  universe.mail.onSent = (key, reference, sentAt) =>
    void runMailEvent(universe, { key, reference, at: new Date(sentAt).toISOString() });
  universe.mail.onAccepted = (sent) => recipientAnswers(universe, sent);
  universe.author.decide = (rule, answer) => void decide(universe, rule, answer);
  schedulePolls(universe);
  if (script) script.act(universe);
  else startPeople(universe);
  await time.run(traits.startsAt + traits.healsAfter);
  faults.heal();
  await time.run(traits.startsAt + traits.quietAfter + quietLeast);
  await time.run(lastIndexed(universe) + sweepEvery + 2 * quietPollEvery);
  while (
    (isOwing(universe) || isMoving(universe) || (await isTelling(universe))) &&
    time.now() < traits.startsAt + traits.quietAfter + quietMost
  )
    await time.run(time.now() + 10 * minute);
  const { violations, evidence } = await check(universe);
  return { result: resultOf(universe, violations), universe, evidence };
}

function startPeople(universe: Universe): void {
  const { time, traits, people, author } = universe;
  const end = traits.startsAt + traits.quietAfter;
  const act = () => {
    if (time.now() >= end) return;
    const { outage } = traits;
    if (outage && time.now() >= outage.from && time.now() < outage.until) return time.at(outage.until, act);
    work(people);
    time.at(time.now() + Math.ceil(-Math.log(1 - people.rng.next()) * traits.pace), act);
  };
  const look = () => {
    if (time.now() < universe.traits.startsAt + universe.traits.healsAfter) {
      reviseRules(author);
      askRules(author);
    } else answerBrakes(author);
    workOnLines(author, universe.traits.startsAt + universe.traits.healsAfter);
    time.at(time.now() + authorsLookEvery, look);
  };
  if (traits.outage) leaveDue(people, traits.outage);
  time.at(traits.startsAt + people.rng.int(1_000, 240_000), act);
  time.at(traits.startsAt + authorsLookEvery, look);
}

/** When queries show everything as it is. */
function lastIndexed({ notion }: Universe): number {
  let last = 0;
  for (const row of notion.world.rows.values()) last = Math.max(last, newest(row).indexedAt);
  return last;
}

/** Is something still to be sent, that time alone will bring? */
function isOwing({ ledger }: Universe): boolean {
  return ledger.open.size > 0;
}

/** Did a rule write into a row a moment ago? The next polls have to see it, and perhaps to answer. */
function isMoving({ notion, time }: Universe): boolean {
  for (const row of notion.world.rows.values())
    if (
      !["Rules", "Runs"].includes(notion.world.sources.get(newest(row).sourceId)?.name ?? "") &&
      newest(row).why === "is written by Rowbell" &&
      newest(row).at > time.now() - 4 * quietPollEvery
    )
      return true;
  return false;
}

/** Are there lines to be written, or ticks to be answered? */
async function isTelling({ author, truth }: Universe): Promise<boolean> {
  if (!author.runs) return false;
  const { items } = await truth.query({ index: "runs", partition: runsPartition("default"), limit: 1 });
  return items.length > 0 || isTickedAnywhere(author.runs);
}

function resultOf(universe: Universe, violations: Violation[]): SeedResult {
  const { seed, time, traits, faults, notion, table, mail, ledger, marks } = universe;
  const counts: Partial<Record<FaultKind, number>> = {};
  for (const { kind } of faults.injections) counts[kind] = (counts[kind] ?? 0) + 1;
  let commits = 0;
  for (const list of ledger.commits.values()) commits += list.length;
  return {
    seed,
    violations,
    calls: notion.requests + table.calls + mail.sent.length,
    virtualMs: time.now() - traits.startsAt,
    events: time.events(),
    mails: mail.sent.length,
    commits,
    injections: faults.injections,
    faults: counts,
    marks: [...marks, ...ledger.marks.seen],
    trace: ledger.hash >>> 0,
  };
}
