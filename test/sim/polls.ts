import { pollConnection } from "../../shared/pipeline/poll.ts";
import type { PollServices } from "../../shared/ports.ts";
import { simulatedQueue } from "./delivery-queue.ts";
import { faultyTable } from "./faulty-table.ts";
import type { PollRun } from "./ledger.ts";
import { NotionApi } from "./notion-api.ts";
import { isPoisoned, withSpoiledRules } from "./poison.ts";
import { type Process, startProcess } from "./process.ts";
import type { Sandbox } from "./sandbox.ts";
import { simulatedConnection } from "./simulated-workspace.ts";
import { skewedClock } from "./skewed-clock.ts";
import type { Universe } from "./universe.ts";

const minute = 60_000;
/** When nobody works any more polls are seldom, so that waiting for the end costs little. */
export const quietPollEvery = 5 * minute;

/** What production gives a run, and what it keeps spare at its end (functions/poll). */
const timeoutMs = 120_000;
const spareMs = 20_000;

const kinds = {
  before: "poll dies before a call",
  after: "poll dies after a call",
  freezes: "poll freezes and goes on",
} as const;

/** The schedule and the queue behind it, until the world ends. */
export function schedulePolls(universe: Universe): void {
  const { time, traits, faults } = universe;
  const line = pollLine(universe);
  const { outage } = traits;
  let stoppedUntil = 0;
  const tick = () => {
    const isQuiet = time.now() > traits.startsAt + traits.quietAfter + minute;
    time.at(time.now() + (isQuiet ? quietPollEvery : traits.pollEvery), tick);
    const stops = "schedule stops for minutes";
    if (outage && time.now() >= outage.from) stoppedUntil = Math.max(stoppedUntil, outage.until);
    if (faults.strike(stops)) stoppedUntil = time.now() + 60_000 * faults.rng(stops).int(5, 25);
    if (time.now() < stoppedUntil || faults.strike("tick skipped")) return;
    const late = faults.strike("tick late") ? 1000 * faults.rng("tick late").int(5, 90) : 0;
    time.at(time.now() + late, line.arrive);
    if (faults.strike("tick doubled")) time.at(time.now() + late + 500, line.arrive);
    const many = "several polls at once";
    if (faults.strike(many)) for (let i = faults.rng(many).int(2, 4); i > 0; i--) void runPoll(universe);
  };
  time.at(time.now() + 1_000, tick);
}

/** A FIFO queue with one group: the next poll begins when the one before has ended, or its function would have. */
function pollLine(universe: Universe): { arrive: () => void } {
  const { time, faults } = universe;
  let running = false;
  let waiting = 0;
  const next = () => {
    if (running || waiting === 0) return;
    waiting--;
    running = true;
    const none = "no concurrency left for a poll";
    const wait = faults.strike(none) ? 1000 * faults.rng(none).int(10, 90) : 0;
    time.at(time.now() + wait, () => {
      let isOver = false;
      const end = () => {
        if (isOver) return;
        isOver = true;
        running = false;
        next();
      };
      time.at(time.now() + timeoutMs, end);
      void runPoll(universe, end).then(end);
    });
  };
  return {
    arrive: () => {
      // Messages that pile up while polls are slow: the queue keeps few, as its retention is short.
      waiting = Math.min(waiting + 1, 3);
      next();
    },
  };
}

/** One run of the poll function. It may never end; then nobody waits for it. */
async function runPoll(universe: Universe, onDeath: () => void = () => {}): Promise<void> {
  const { time, faults, ledger } = universe;
  const run: PollRun = {
    index: ledger.runs.length,
    startedAt: time.now(),
    endedAt: undefined,
    outcome: "running",
    anomalies: 0,
    isHurried: false,
    began: new Map(),
    completed: new Map(),
  };
  ledger.runs.push(run);
  const clock = skewedClock(universe, "poll's clock");
  const process = startProcess("poll", universe, clock, kinds, onDeath);
  const ended = "poll is ended by its timeout";
  if (faults.strike(ended)) time.at(time.now() + faults.rng(ended).int(300, 15_000), process.die);
  const little = "poll has little time";
  run.isHurried = faults.strike(little);
  const mine = run.isHurried ? faults.rng(little).int(100, 6_000) : timeoutMs - spareMs;
  const deadline = time.now() + mine;
  const sandbox = universe.pollers.take();
  try {
    await pollConnection(
      pollServices(universe, process, run, sandbox),
      "default",
      () => time.now() < deadline,
    );
    run.outcome = "ended";
  } catch (error) {
    run.outcome = "failed";
    ledger.line("poll-failed", { reason: error instanceof Error ? error.message : String(error) });
    universe.marks.add(`poll failed: ${error instanceof Error ? error.name : typeof error}`);
  }
  run.endedAt = time.now();
  universe.pollers.giveBack(sandbox);
}

function pollServices(universe: Universe, process: Process, run: PollRun, sandbox: Sandbox): PollServices {
  const { notion, table, ledger, time, queue, author, log } = universe;
  const tapped = faultyTable(table, ledger.tap(universe.truth, run), process);
  sandbox.enter(tapped, process.clock);
  const { stores } = sandbox;
  return {
    clock: process.clock,
    log,
    ...stores,
    snapshots: ledger.noting(stores.snapshots),
    rules: withSpoiledRules(stores.rules, (ruleId) =>
      author.rules.some((rule) => rule.row.id === ruleId && isPoisoned(rule, time.now())),
    ),
    queue: simulatedQueue(queue, process),
    connect: async (_id, hasTime) =>
      simulatedConnection(
        new NotionApi(notion, process, {
          onAnomaly: () => {
            run.anomalies++;
          },
          onQuery: (sourceId, { part }) => {
            if (part) universe.marks.add("minute divided by its titles");
            if (!run.began.has(sourceId)) run.began.set(sourceId, time.now());
          },
        }),
        { process, time, budgets: stores.budgets, hasTime, rulesReference: author.rulesSource.databaseId },
      ),
  };
}
