import type { Row } from "../../../shared/domain/row.ts";
import { plainProcess } from "../plain-process.ts";
import { openApi } from "../quiet-notion.ts";
import type { Design, Tool } from "./design.ts";
import type { Pattern } from "./patterns.ts";
import { editBefore, startPeople } from "./people.ts";
import { type Firing, judge, type Tally } from "./tally.ts";
import { createWorld, type World, writeBack } from "./world.ts";

const minute = 60_000;

/** A state counts that stood in view for five minutes, and for two polls. */
const settledMs = (pollMs: number) => Math.max(5 * minute, 2 * pollMs);

/** One day of one pattern, watched by one design. The same seed is the same day for every design. */
export async function runDay(design: Design, pattern: Pattern, pollMs: number, seed: number): Promise<Tally> {
  const world = createWorld(pattern, seed);
  const firings: Firing[] = [];
  const poll = design.open(toolIn(world, firings, design.writesItself !== true));
  const count = { polls: 0, requests: 0 };
  const peopleEnd = world.startedAt + pattern.lasts;
  const firstPoll = world.startedAt + 2_000;
  const polls = schedulePolls(world, firstPoll, pollMs, async () => {
    const before = world.notion.requests;
    try {
      await poll();
    } finally {
      count.polls++;
      count.requests += world.notion.requests - before;
    }
  });
  // The first polls find out how things are; a rule that was just written may take three minutes to be seen.
  await world.time.run(firstPoll + 4 * minute + 2 * pollMs);
  startPeople(world, peopleEnd);
  if (pattern.failsOnce) failOnePoll(world, firstPoll, pollMs);
  await world.time.run(peopleEnd + 2 * settledMs(pollMs) + 10 * minute);
  if (polls.failure !== undefined) throw polls.failure;
  return { ...judge(world, firings, settledMs(pollMs)), ...count };
}

function toolIn(world: World, firings: Firing[], isHelped: boolean): Tool {
  const { time, pattern, notion, source } = world;
  const clock = { now: () => new Date(time.now() + (pattern.clockAhead ?? 0)) };
  const api = openApi(notion, plainProcess(time, clock));
  return {
    world,
    clock,
    async rows(from) {
      const rows: Row[] = [];
      let cursor: string | undefined;
      do {
        const by = from === undefined ? "created" : "edited";
        const page = await api.query(source.id, { by, from }, cursor);
        rows.push(...page.rows);
        cursor = page.next;
      } while (cursor !== undefined);
      return rows;
    },
    fire(rowId, value) {
      firings.push({ at: time.now(), rowId, value });
      const row = notion.world.rows.get(rowId);
      if (pattern.writesBack && isHelped && row) writeBack(world, row);
    },
  };
}

/** One poll at a time; one that fails because Notion is down is tried again when the next is due. */
function schedulePolls(world: World, first: number, every: number, poll: () => Promise<void>): Polls {
  const { time, notion } = world;
  const polls: Polls = { failure: undefined };
  let isRunning = false;
  const tick = async () => {
    time.at(time.now() + every, () => void tick());
    if (isRunning) return;
    isRunning = true;
    try {
      await poll();
    } catch (error) {
      if (time.now() > notion.downUntil) polls.failure ??= error;
    }
    isRunning = false;
  };
  time.at(first, () => void tick());
  return polls;
}

/** What nobody meant to happen, if anything. */
type Polls = { failure: unknown };

/** In the middle of the day, with edits in the time that the poll would have read. */
function failOnePoll(world: World, firstPoll: number, pollMs: number): void {
  const { notion, pattern, time } = world;
  const poll = firstPoll + Math.floor(pattern.lasts / 2 / pollMs) * pollMs;
  editBefore(world, poll, pollMs);
  time.at(poll - 1, () => {
    notion.downUntil = poll + 30_000;
  });
}
