import { describe, expect, it } from "vitest";
import { defaultLimits, hold, passBrake, withoutQuiet } from "../../shared/domain/brake.ts";

const at = "2026-05-04T09:12:00.000Z";
const firing = (inPoll: number) => ({ at, rowTitle: `Order ${inPoll}`, inPoll });

describe("what is remembered of a rule's firings", () => {
  it("begins with the first that passes, and nothing else", () => {
    expect(passBrake(undefined, firing(1), defaultLimits)).toEqual({
      isHeld: false,
      state: { hour: "2026-05-04T09", fired: 1, held: 0, sample: [] },
    });
  });

  it("begins with the first that is held, and nothing else", () => {
    expect(hold(undefined, firing(1), "late")).toEqual({
      hour: "",
      fired: 0,
      held: 1,
      heldBecause: "late",
      heldAt: at,
      sample: ["Order 1"],
    });
  });

  it("is a sample of what waits now, not of what waited before", () => {
    const answered = { hour: "2026-05-04T09", fired: 2, held: 0, sample: ["Order 0"] };
    expect(hold(answered, firing(1), "late").sample).toEqual(["Order 1"]);
    expect(hold({ ...answered, held: 1 }, firing(1), "late").sample).toEqual(["Order 0", "Order 1"]);
  });
});

describe("when the newest of what waits was seen", () => {
  const [early, late] = ["2026-05-04T09:11:00.000Z", "2026-05-04T09:13:00.000Z"];

  it("never goes back, though a poll may begin earlier than the one before it", () => {
    const first = hold(undefined, { ...firing(1), at: late }, "late");
    const second = hold(first, { ...firing(2), at: early }, "late");
    expect(second).toMatchObject({ held: 2, heldAt: late });
    expect(hold(second, { ...firing(3), at: "2026-05-04T09:14:00.000Z" }, "late").heldAt).toContain("09:14");
  });

  it("never goes back while the brake is closed", () => {
    const limits = { rowsPerPoll: 0, rowsPerHour: null };
    const first = passBrake(undefined, { ...firing(1), at: late }, limits).state;
    expect(passBrake(first, { ...firing(2), at: early }, limits).state.heldAt).toBe(late);
  });
});

describe("the title of a row that waits", () => {
  it("is cut to what tells it from others", () => {
    const rowTitle = "A very long title ".repeat(1_000);
    const { sample } = hold(undefined, { ...firing(1), rowTitle }, "late");
    expect(sample).toEqual([`${rowTitle.slice(0, 59)}…`]);
    expect(hold(undefined, { ...firing(1), rowTitle: "x".repeat(60) }, "late").sample).toEqual([
      "x".repeat(60),
    ]);
  });
});

describe("a rule that has been quiet", () => {
  const state = (hour: string) => ({ hour, fired: 3, held: 0, sample: [] });
  const present = state("2026-05-04T09");

  it("is forgotten once another hour has begun, unless something waits or it is closed", () => {
    const holding = { ...state("2026-05-03T17"), held: 1 };
    const closed = { ...state("2026-05-03T17"), closed: { at, because: "many" } };
    const quiet = state("2026-05-04T08");
    expect(withoutQuiet({ quiet, present, holding, closed, late: { ...holding, hour: "" } })).toEqual({
      present,
      holding,
      closed,
      late: { ...holding, hour: "" },
    });
  });

  it("is remembered as long as a tick in its row was answered and still stands there", () => {
    const ticked = { ...state("2026-05-03T17"), answered: true as const };
    expect(withoutQuiet({ ticked, present })).toEqual({ ticked, present });
  });

  it("is remembered as long as no later hour is known", () => {
    expect(withoutQuiet({ one: present, other: present })).toEqual({ one: present, other: present });
    expect(withoutQuiet({})).toEqual({});
  });
});

describe("a rule whose author set no limits", () => {
  it("may fire for 25 rows in one poll", () => {
    expect(passBrake(undefined, firing(25), defaultLimits).isHeld).toBe(false);
    expect(passBrake(undefined, firing(26), defaultLimits).isHeld).toBe(true);
  });

  it("may fire for 200 rows in an hour", () => {
    const state = { hour: "2026-05-04T09", fired: 199, held: 0, sample: [] };
    expect(passBrake(state, firing(1), defaultLimits).isHeld).toBe(false);
    expect(passBrake({ ...state, fired: 200 }, firing(1), defaultLimits).isHeld).toBe(true);
  });
});
