import { BudgetError } from "../../domain/errors.ts";
import { type Budgets, type Clock, type Purpose, purposes } from "../../ports.ts";
import type { CallBudget } from "./call.ts";

/** An idle poll gets by on the first block: one write to the table. A long read soon takes many at once. */
const firstBlock = 4;
const largestBlock = 25;
const minuteMs = 60_000;

/** What one run may still use of the connection's budget; one object a run, shared by all purposes. */
export type RequestBudget = { within(purpose: Purpose): CallBudget };

/** Requests taken and not yet made, good for their minute alone; and when to ask for more, once there were too few. */
type Share = { left: number; minute: number; block: number; again: string };

/** Takes requests from the connection's budget in blocks, each for one purpose. */
export function requestBudget(budgets: Budgets, connectionId: string, clock: Clock): RequestBudget {
  const shares = new Map(
    purposes.map((purpose): [Purpose, Share] => [
      purpose,
      { left: 0, minute: 0, block: firstBlock, again: "" },
    ]),
  );
  const inTurn = oneByOne();
  const minuteNow = () => Math.floor(clock.now().getTime() / minuteMs);

  async function spend(purpose: Purpose): Promise<void> {
    const own = shares.get(purpose) as Share;
    if (hasLeft(own)) own.left--;
    // What is known to be refused is not asked: each question writes to the table.
    else if (isAhead(own.again)) throw used(own.again);
    else (spare() ?? (await take(purpose, own))).left--;
  }

  const hasLeft = ({ left, minute }: Share) => left > 0 && minute === minuteNow();

  /** What was taken for another purpose, and not needed so far: to take more would be one more write to the table. */
  const spare = () => [...shares.values()].find(hasLeft);

  async function take(purpose: Purpose, share: Share): Promise<Share> {
    share.left = 0;
    share.minute = minuteNow();
    const { granted, again } = await budgets.take(connectionId, purpose, share.block);
    share.left = granted;
    share.again = granted < share.block ? (again ?? nextMinute(share.minute)) : "";
    share.block = Math.min(2 * share.block, largestBlock);
    if (granted === 0) throw used(share.again);
    return share;
  }

  const isAhead = (moment: string) => Date.parse(moment) > clock.now().getTime();

  async function pause(waitMs: number): Promise<string> {
    const until = new Date(clock.now().getTime() + waitMs).toISOString();
    for (const share of shares.values()) {
      share.left = 0;
      if (!(Date.parse(share.again) > Date.parse(until))) share.again = until;
    }
    await budgets.pause(connectionId, until);
    return until;
  }

  return {
    within: (purpose) => ({
      spend: () => inTurn(() => spend(purpose)),
      pause: (waitMs) => inTurn(() => pause(waitMs)),
      refused: () => budgets.refused(connectionId),
    }),
  };
}

/** Requests that are made side by side must not each take a block, nor the same last one. */
function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let before: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = before.then(work);
    before = mine.catch(() => {});
    return mine;
  };
}

function nextMinute(minute: number): string {
  return new Date((minute + 1) * minuteMs).toISOString();
}

function used(again: string): BudgetError {
  return new BudgetError(
    `Notion's requests of this minute are used up, or it asked Rowbell to wait; nothing is lost: it goes on by itself after ${again}`,
    again,
  );
}
