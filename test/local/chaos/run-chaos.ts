import { setTimeout as delay } from "node:timers/promises";
import { rngOf } from "../../sim/rng.ts";
import { type Delivery, demo, type Mail, type Page } from "../../support/demo.ts";
import { type LocalRowbell, startLocal } from "../../support/local-rowbell.ts";
import { breakSomething, healAll } from "./break-something.ts";
import { type People, recordPage, setCells, work } from "./people.ts";
import { addChaosRules, type ChaosRules } from "./rules.ts";
import { Truth } from "./truth.ts";

export type ChaosOptions = { seed: number; rounds: number; kills: number; log?: (line: string) => void };
export type ShownDelivery = Delivery & {
  revision: number;
  changes: { column: string; before: string; after: string }[];
  policy: string;
  dryRun: boolean;
  possibleDuplicate?: true;
  result?: { preview?: { subject: string } };
};
export type Outcome = {
  truth: Truth;
  rules: ChaosRules;
  deliveries: ShownDelivery[];
  /** When all was over, of the manual clock. */
  endedAt: string;
  /** In the order in which they came. */
  mails: Mail[];
  held: number;
};

const manual = { ROWBELL_CLOCK: "manual" };

/** A run under way: the process is another one after each kill. */
type Run = People & { rowbell: LocalRowbell; pausedUntil: number };

/** Lives through a seeded stretch of people's work, faults and kills, heals all, and tells what came of it. */
export async function runChaos({ seed, rounds, kills, log = () => {} }: ChaosOptions): Promise<Outcome> {
  const rng = rngOf(seed);
  const rowbell = await startLocal(manual);
  const truth = new Truth();
  const desk = demo(rowbell);
  const rules = await addChaosRules(desk);
  const run: Run = { rng: rng.split("people"), truth, rules, rowbell, pausedUntil: 0 };
  try {
    await poll(run, true);
    await poll(run, true);
    for (const page of await desk.rows("ordersDatabaseId")) recordPage(truth, page, await now(run), false);
    const weather = rng.split("weather");
    const killed = killRounds(rng.split("kills"), rounds, kills);
    for (let round = 0; round < rounds; round++) {
      log(`round ${round} ${await now(run)} from ${truth.tick()}`);
      await moveClock(run, weather.pick([0, 0, 7, 45, 61, 61, 200, 16 * 60, 32 * 60, 100 * 60]));
      for (let left = run.rng.int(0, 6); left > 0; left--) await work(run, await here(run));
      const isBroken = weather.chance(0.35);
      if (isBroken) await breakSomething(run, weather);
      if (killed.has(round)) await pollAndKill(run, weather.int(0, 250));
      else if (weather.chance(0.2)) await pollAndWork(run);
      else await poll(run, !isBroken);
      await healAll(run.rowbell);
    }
    return await endOf(run);
  } finally {
    await run.rowbell.kill();
  }
}

function killRounds(rng: ReturnType<typeof rngOf>, rounds: number, kills: number): Set<number> {
  const picked = new Set<number>();
  while (picked.size < Math.min(kills, rounds)) picked.add(rng.int(0, rounds - 1));
  return picked;
}

async function here(run: Run): Promise<{ rowbell: LocalRowbell; now: string }> {
  return { rowbell: run.rowbell, now: await now(run) };
}

async function now({ rowbell }: Run): Promise<string> {
  return (await rowbell.get<{ now: string }>("/api/health")).now;
}

async function moveClock(run: Run, seconds: number): Promise<void> {
  const to = new Date(Date.parse(await now(run)) + seconds * 1000).toISOString();
  await run.rowbell.post("/api/clock", { now: to });
}

/** One poll; a good one counts as a read only where nothing was made to fail and nothing is paused. */
async function poll(run: Run, isWhole: boolean): Promise<void> {
  const { truth, rowbell } = run;
  const [from, at] = [truth.tick(), await now(run)];
  const answer = await rowbell.post<{ error?: string; rowsRead?: number }>("/api/poll");
  truth.count(answer.error ? "polls failed" : "polls");
  if (answer.error) truth.count(`  ${answer.error.slice(0, 70)}`);
  await look(run);
  const to = truth.tick();
  const isRead =
    isWhole && !answer.error && Date.parse(at) > run.pausedUntil && answer.rowsRead !== undefined;
  if (isRead) truth.goodPolls.push({ from, to, at });
}

async function pollAndWork(run: Run): Promise<void> {
  const polling = run.rowbell.post("/api/poll");
  for (let left = run.rng.int(1, 4); left > 0; left--) await work(run, await here(run));
  await polling;
  run.truth.count("polls while people work");
  await look(run);
}

async function pollAndKill(run: Run, afterMs: number): Promise<void> {
  const { truth, rowbell } = run;
  const polling = rowbell.post("/api/poll").catch(() => undefined);
  await delay(afterMs);
  await rowbell.kill();
  await polling;
  truth.count("kills");
  run.rowbell = await startLocal({
    ...manual,
    ROWBELL_PORT: String(rowbell.port),
    ROWBELL_DATA: rowbell.dataFolder,
  });
  await look(run);
}

async function look({ rowbell, truth }: Run): Promise<void> {
  const seen = truth.tick();
  for (const { key, state } of await rowbell.get<ShownDelivery[]>("/api/deliveries")) {
    if (!truth.firstSeen.has(key)) truth.firstSeen.set(key, seen);
    const held = truth.held.get(key);
    if (state === "held" && !held) truth.held.set(key, { from: seen });
    if (held && ["pending", "sending", "done", "uncertain"].includes(state)) held.sent ??= seen;
  }
}

/** Heals everything, lets what waits come due, releases what is held, and reads all there is. */
async function endOf(run: Run): Promise<Outcome> {
  const { truth, rules } = run;
  await healAll(run.rowbell);
  for (const seconds of [700, 61, 61, 61, 61, 61, 120, 120, 240, 500, 1900, 61, 1900, 61]) {
    await moveClock(run, seconds);
    await poll(run, true);
  }
  truth.releases.set(rules.braked.id, [...(truth.releases.get(rules.braked.id) ?? []), truth.tick()]);
  if (
    !(await setCells(run.rowbell, rules.braked.id, {
      Release: { checkbox: true },
      Discard: { checkbox: false },
    }))
  )
    throw new Error("what is held could not be released");
  for (const seconds of [61, 120, 61, 61, 61, 400]) {
    await moveClock(run, seconds);
    await poll(run, true);
  }
  for (const page of await rowsNow(run)) recordPage(truth, page, await now(run), false);
  const brake = (await run.rowbell.get<{ id: string; brake: { held: number } | null }[]>("/api/rules")).find(
    ({ id }) => id === rules.braked.id,
  )?.brake;
  return {
    truth,
    rules,
    endedAt: await now(run),
    deliveries: await run.rowbell.get("/api/deliveries"),
    mails: (await run.rowbell.get<Mail[]>("/api/inbox")).toReversed(),
    held: brake?.held ?? 0,
  };
}

async function rowsNow(run: Run): Promise<Page[]> {
  const rows: Page[] = [];
  for (const id of run.truth.rows.keys()) rows.push(await run.rowbell.get<Page>(`/workspace/v1/pages/${id}`));
  return rows;
}
