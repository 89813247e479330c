import { describe, expect, it } from "vitest";
import { type CallPolicy, callNotion } from "../../../shared/adapters/notion/call.ts";
import { type FailureDetails, NotionFailure } from "../../../shared/adapters/notion/notion-failure.ts";
import { BudgetError, PermanentError, TransientError } from "../../../shared/domain/errors.ts";

const limited = (details: FailureDetails = {}) =>
  new NotionFailure("answered", "Slow down.", { status: 429, code: "rate_limited", ...details });
const overloaded = (retryAfter: string) =>
  new NotionFailure("answered", "Overloaded.", { status: 529, retryAfter });
const until = "2026-03-01T10:00:30.000Z";

/** Makes a call that fails as it is told, and notes in order what it asks of its budget and how long it waits. */
async function run(failures: Error[], policy: Partial<CallPolicy> = {}) {
  const notes: string[] = [];
  const note = (text: string) => void notes.push(text);
  const left = [...failures];
  const outcome = await callNotion(
    {
      pause: async (ms) => note(`wait ${ms}`),
      budget: {
        spend: async () => note("spend"),
        pause: async (ms) => {
          note(`pause ${ms}`);
          return until;
        },
        refused: async () => note("refused"),
      },
      ...policy,
    },
    "a row",
    async () => {
      const failure = left.shift();
      if (failure) throw failure;
      return "read";
    },
  ).catch((error: unknown) => error);
  return { notes, outcome };
}

describe("a call's budget", () => {
  it("is spent before each request, repeats included", async () => {
    const lost = new NotionFailure("lost", "ECONNRESET");
    const garbled = new NotionFailure("garbled", "half an answer");
    const { notes, outcome } = await run([lost, garbled]);
    expect(notes).toEqual(["spend", "wait 400", "spend", "wait 800", "spend"]);
    expect(outcome).toBe("read");
  });

  it("stops the call when it is used up, also before a repeat", async () => {
    const used = new BudgetError("used up", until);
    const spent: string[] = [];
    const budget = {
      spend: async () => {
        if (spent.push("spend") > 1) throw used;
      },
      pause: async () => until,
      refused: async () => {},
    };
    const { outcome } = await run([new NotionFailure("lost", "ECONNRESET")], { budget });
    expect(outcome).toBe(used);
    expect(spent).toHaveLength(2);
  });

  it("is paused for all when Notion asks to wait, before the call waits itself", async () => {
    const { notes } = await run([limited({ retryAfter: "3" }), overloaded("5")]);
    expect(notes).toEqual(["spend", "pause 3000", "wait 3100", "spend", "pause 5000", "wait 5100", "spend"]);
  });

  it("is paused for ten seconds, then for longer, when Notion does not say how long", async () => {
    const { notes, outcome } = await run([limited(), limited()]);
    expect(notes).toEqual(["spend", "pause 10000", "wait 10100", "spend", "pause 20000"]);
    expect(outcome).toMatchObject({ name: "BudgetError", again: until });
  });

  it("is not paused by other failures, nor for no time at all", async () => {
    const busy = new NotionFailure("answered", "Busy.", { status: 503, retryAfter: "2" });
    const { notes } = await run([busy, limited({ retryAfter: "0" })]);
    expect(notes).toEqual(["spend", "wait 2000", "spend", "wait 100", "spend"]);
  });

  it("is told to be too large only where the limit is this connection's own", async () => {
    const own = await run([limited({ reason: "public_api_request_rate_limit", retryAfter: "1" })]);
    expect(own.notes).toEqual(["spend", "refused", "pause 1000", "wait 1100", "spend"]);
    for (const reason of ["public_api_space_request_rate_limit", "public_api_endpoint_rate_limit"]) {
      const other = await run([limited({ reason, retryAfter: "1" })]);
      expect(other.notes).toEqual(["spend", "pause 1000", "wait 1100", "spend"]);
    }
  });

  it("is left alone by a block, which no wait ends", async () => {
    const { notes, outcome } = await run([
      limited({ reason: "public_api_request_blocked", retryAfter: "1" }),
    ]);
    expect(notes).toEqual(["spend"]);
    expect(outcome).toBeInstanceOf(PermanentError);
  });
});

describe("a wish to wait", () => {
  it("that is longer than a run is kept by the budget and handed up", async () => {
    const { notes, outcome } = await run([
      limited({ retryAfter: "3600", reason: "public_api_space_request_rate_limit" }),
    ]);
    expect(notes).toEqual(["spend", "pause 3600000"]);
    expect(outcome).toBeInstanceOf(BudgetError);
    expect(outcome).toMatchObject({ again: until, message: expect.stringContaining("answered 429") });
  });

  it("that no limit of Notion's can mean is a day", async () => {
    const { notes } = await run([limited({ retryAfter: "9".repeat(30) })]);
    expect(notes).toEqual(["spend", "pause 86400000"]);
  });

  it("is handed up when the run has no time left, as is any other failure", async () => {
    const mayRepeat = () => false;
    const asked = await run([limited({ retryAfter: "1" })], { mayRepeat });
    expect(asked.notes).toEqual(["spend", "pause 1000"]);
    expect(asked.outcome).toBeInstanceOf(BudgetError);
    const lost = await run([new NotionFailure("lost", "ECONNRESET")], { mayRepeat });
    expect(lost.notes).toEqual(["spend"]);
    expect(lost.outcome).toMatchObject({
      name: "TransientError",
      message:
        "Notion can't be reached (ECONNRESET) while reading a row. Nothing is lost: the next poll reads it again.",
    });
  });

  it("is obeyed without a budget, too", async () => {
    const { notes, outcome } = await run([limited({ retryAfter: "60" })], { budget: undefined });
    expect(notes).toEqual([]);
    expect(outcome).toBeInstanceOf(TransientError);
    expect(outcome).not.toBeInstanceOf(BudgetError);
    expect(outcome).toMatchObject({ retryAfterMs: 60_000 });
  });
});

describe("what is none of Notion's failures", () => {
  it("goes up as it is, unrepeated", async () => {
    const defect = new TypeError("a defect");
    const { notes, outcome } = await run([defect]);
    expect([notes, outcome]).toEqual([["spend"], defect]);
  });
});
