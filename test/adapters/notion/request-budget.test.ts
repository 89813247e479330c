import { describe, expect, it } from "vitest";
import { requestBudget } from "../../../shared/adapters/notion/request-budget.ts";
import { BudgetError } from "../../../shared/domain/errors.ts";
import type { Budgets, Purpose } from "../../../shared/ports.ts";

const minuteMs = 60_000;

/** A connection that may make `limit` requests a minute, whatever for, and what was asked of it. */
function aBudget(limit: number) {
  let ms = Date.parse("2026-03-01T10:00:20.000Z");
  let minute = 0;
  let left = limit;
  let pausedUntil = 0;
  const asked: string[] = [];
  const nextMinute = () => new Date((Math.floor(ms / minuteMs) + 1) * minuteMs).toISOString();
  const budgets: Budgets = {
    async take(connectionId, purpose, wanted) {
      asked.push(`${connectionId} ${purpose} ${wanted}`);
      if (ms < pausedUntil) return { granted: 0, again: new Date(pausedUntil).toISOString() };
      if (minute !== Math.floor(ms / minuteMs)) left = limit;
      minute = Math.floor(ms / minuteMs);
      const granted = Math.min(wanted, left);
      left -= granted;
      return granted < wanted ? { granted, again: nextMinute() } : { granted };
    },
    async pause(_, until) {
      asked.push(`pause ${until}`);
      pausedUntil = Math.max(pausedUntil, Date.parse(until));
    },
    async refused(connectionId) {
      asked.push(`refused ${connectionId}`);
    },
  };
  const run = () => requestBudget(budgets, "c1", { now: () => new Date(ms) });
  const pass = (seconds: number) => {
    ms += seconds * 1000;
  };
  return { run, asked, pass, own: run() };
}

type Run = ReturnType<ReturnType<typeof aBudget>["run"]>;
/** How many requests are spent before the budget says when to ask again. */
async function spendUpTo(most: number, run: Run, purpose: Purpose = "incremental") {
  for (let spent = 0; spent < most; spent++) {
    try {
      await run.within(purpose).spend();
    } catch (error) {
      if (error instanceof BudgetError) return { spent, again: error.again };
      throw error;
    }
  }
  return { spent: most };
}

describe("the requests of a run", () => {
  it("cost one write when they are few, and few when they are many", async () => {
    const { own, asked } = aBudget(1000);
    await spendUpTo(4, own);
    expect(asked).toEqual(["c1 incremental 4"]);
    await spendUpTo(96, own);
    expect(asked.slice(1).map((text) => text.split(" ")[2])).toEqual(["8", "16", "25", "25", "25"]);
  });

  it("are taken for the purpose that needs them, once none are left that another did not need", async () => {
    const { own, asked } = aBudget(1000);
    await spendUpTo(1, own, "incremental");
    await spendUpTo(3, own, "confirm");
    expect(asked).toEqual(["c1 incremental 4"]);
    await spendUpTo(1, own, "confirm");
    expect(asked.slice(1)).toEqual(["c1 confirm 4"]);
    await spendUpTo(3, own, "incremental");
    expect(asked.slice(2)).toEqual([]);
  });

  it("are good for their minute alone, for whatever they were taken", async () => {
    const { own, asked, pass } = aBudget(1000);
    await spendUpTo(1, own, "incremental");
    pass(60);
    await spendUpTo(1, own, "confirm");
    expect(asked).toEqual(["c1 incremental 4", "c1 confirm 4"]);
  });

  it("end with the minute's, which is not asked about again before the next", async () => {
    const { own, asked, pass } = aBudget(10);
    const again = "2026-03-01T10:01:00.000Z";
    expect(await spendUpTo(20, own)).toEqual({ spent: 10, again });
    expect(asked).toHaveLength(2);
    expect(await spendUpTo(20, own)).toEqual({ spent: 0, again });
    expect(asked).toHaveLength(2);
    pass(40);
    expect(await spendUpTo(5, own)).toEqual({ spent: 5 });
  });

  it("are refused with the moment to go on when none is granted", async () => {
    const { own, run, asked } = aBudget(4);
    await spendUpTo(4, run());
    await expect(own.within("sweep").spend()).rejects.toThrow(
      "Notion's requests of this minute are used up, or it asked Rowbell to wait; nothing is lost: it goes on by itself after 2026-03-01T10:01:00.000Z",
    );
    expect(asked).toHaveLength(2);
  });

  it("are good for their minute alone", async () => {
    const { own, asked, pass } = aBudget(1000);
    await spendUpTo(1, own);
    pass(39);
    await spendUpTo(1, own);
    expect(asked).toHaveLength(1);
    pass(1);
    await spendUpTo(1, own);
    expect(asked).toHaveLength(2);
  });

  it("made side by side share a block, each request once", async () => {
    const { own, asked } = aBudget(6);
    const spent = await Promise.allSettled(Array.from({ length: 8 }, () => own.within("confirm").spend()));
    expect(spent.filter(({ status }) => status === "fulfilled")).toHaveLength(6);
    expect(asked).toEqual(["c1 confirm 4", "c1 confirm 8"]);
  });

  it("are taken anew after the table failed once", async () => {
    let fails = true;
    const budgets: Budgets = {
      async take(_connection, _purpose, wanted) {
        if (!fails) return { granted: wanted };
        fails = false;
        throw new Error("the table is away");
      },
      pause: async () => {},
      refused: async () => {},
    };
    const budget = requestBudget(budgets, "c1", { now: () => new Date(0) }).within("confirm");
    await expect(budget.spend()).rejects.toThrow("the table is away");
    await budget.spend();
  });
});

describe("a pause", () => {
  it("ends what was taken for any purpose, for this run and every other", async () => {
    const { own, run, asked, pass } = aBudget(1000);
    await spendUpTo(4, own, "incremental");
    await spendUpTo(1, own, "sweep");
    const until = await own.within("incremental").pause(15_000);
    expect(until).toBe("2026-03-01T10:00:35.000Z");
    for (const purpose of ["incremental", "sweep", "write"] as const)
      expect(await spendUpTo(1, own, purpose)).toEqual({ spent: 0, again: until });
    expect(asked).toEqual(["c1 incremental 4", "c1 sweep 4", `pause ${until}`]);
    expect(await spendUpTo(1, run())).toEqual({ spent: 0, again: until });
    pass(15);
    expect(await spendUpTo(1, own)).toEqual({ spent: 1 });
  });

  it("is never shortened by a later one", async () => {
    const { own, pass } = aBudget(1000);
    const { pause } = own.within("incremental");
    const until = await pause(30_000);
    await pause(1_000);
    expect(await spendUpTo(1, own)).toEqual({ spent: 0, again: until });
    pass(30);
    expect(await spendUpTo(1, own)).toEqual({ spent: 1 });
  });
});

describe("a refusal within the budget", () => {
  it("is told to the connection's budget", async () => {
    const { own, asked } = aBudget(1000);
    await own.within("write").refused();
    expect(asked).toEqual(["refused c1"]);
  });
});
