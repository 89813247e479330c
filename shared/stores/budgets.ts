import { TransientError } from "../domain/errors.ts";
import type { Budgets, Clock, Purpose } from "../ports.ts";
import { keys } from "./keys.ts";
import type { Item, Table } from "./table.ts";

/** The part of a minute's requests that each purpose may use up: what is left is kept free for those before it. */
const shares: Record<Purpose, number> = {
  write: 1,
  mail: 1,
  incremental: 0.95,
  confirm: 0.85,
  sweep: 0.6,
  baseline: 0.5,
  runs: 0.4,
};
/** What Notion grants a minute on plans of teams, and on the largest ones (request limits, 2026). */
const usual = 180;
const most = 600;
const least = 60;
/** A minute that was used this far without a refusal says that there may be more. */
const wellUsed = 0.95;
const refusalMs = 10 * 60_000;

/** One item a connection. Times are ISO, of our clock; "" for never. `version` rises with every write. */
type Spending = {
  minute: string;
  used: number;
  limit: number;
  pausedUntil: string;
  refusedAt: string;
  version: number;
};

/** @param options.limit requests a minute to begin with. */
export function budgetsIn(
  table: Table,
  { clock, limit: start = usual }: { clock: Clock; limit?: number },
): Budgets {
  /**
   * As it was last written from here. Where somebody wrote since, its version refuses what is made of it; and what it denies
   * is denied for certain: in a minute requests only get fewer, and a pause only longer.
   */
  const written = new Map<string, Item>();

  /** Writes what `change` makes of the newest state; again when somebody else was faster. */
  async function revise<T>(
    connectionId: string,
    change: (spending: Spending) => { answer: T; spending?: Spending },
  ): Promise<T> {
    for (let attempt = 1; attempt <= 50; attempt++) {
      const key = keys.budget(connectionId);
      const item = (attempt === 1 && written.get(connectionId)) || (await table.get(key));
      const { answer, spending } = change(inMinute(spendingOf(item, start), clock.now(), start));
      if (!spending) return answer;
      const put = { ...key, ...spending, version: spending.version + 1 };
      const condition = item ? { equals: { version: spending.version } } : { absent: true as const };
      if (!(await table.write({ put, if: condition }))) continue;
      written.set(connectionId, put);
      return answer;
    }
    throw new TransientError("too many want the same request budget at once; it is tried again later");
  }

  return {
    take: (connectionId, purpose, wanted) =>
      revise(connectionId, (spending) => {
        const now = clock.now().toISOString();
        if (spending.pausedUntil > now) return { answer: { granted: 0, again: spending.pausedUntil } };
        const room = Math.floor(spending.limit * shares[purpose]) - spending.used;
        const granted = Math.max(0, Math.min(wanted, room));
        const answer = granted < wanted ? { granted, again: minuteAfter(spending.minute) } : { granted };
        if (granted === 0) return { answer };
        return { answer, spending: { ...spending, used: spending.used + granted } };
      }),

    pause: (connectionId, until) =>
      revise(connectionId, (spending) =>
        until <= spending.pausedUntil
          ? { answer: undefined }
          : { answer: undefined, spending: { ...spending, pausedUntil: until } },
      ),

    refused: (connectionId) =>
      revise(connectionId, (spending) => {
        const now = clock.now();
        // Requests under way together are refused together: that is one refusal.
        if (sinceRefusal(spending, now) < 60_000) return { answer: undefined };
        const limit = spending.limit > start ? start : Math.max(least, Math.floor(spending.limit / 2));
        return { answer: undefined, spending: { ...spending, limit, refusedAt: now.toISOString() } };
      }),
  };
}

/** The state as of the present minute: a new one begins unused, and with what the one before taught. */
function inMinute(spending: Spending, now: Date, start: number): Spending {
  const minute = minuteOf(now);
  if (spending.minute === minute) return spending;
  const limit = learned(spending, now, start);
  return { ...spending, minute, used: 0, limit };
}

function learned(spending: Spending, now: Date, start: number): number {
  const { used, limit } = spending;
  if (sinceRefusal(spending, now) < refusalMs) return limit;
  if (used < limit * wellUsed) return Math.max(limit, start);
  return Math.max(start, Math.min(most, Math.ceil(limit * 1.2)));
}

function sinceRefusal({ refusedAt }: Spending, now: Date): number {
  return refusedAt === "" ? Number.POSITIVE_INFINITY : now.getTime() - Date.parse(refusedAt);
}

function spendingOf(item: Item | undefined, limit: number): Spending {
  if (!item) return { minute: "", used: 0, limit, pausedUntil: "", refusedAt: "", version: 0 };
  return {
    minute: String(item.minute),
    used: Number(item.used),
    limit: Number(item.limit),
    pausedUntil: String(item.pausedUntil),
    refusedAt: String(item.refusedAt),
    version: Number(item.version),
  };
}

function minuteOf(time: Date): string {
  return `${time.toISOString().slice(0, 16)}:00.000Z`;
}

function minuteAfter(minute: string): string {
  return new Date(Date.parse(minute) + 60_000).toISOString();
}
