import { describe, expect, it } from "vitest";
import { defaultLimits, hold, passBrake } from "../../shared/domain/brake.ts";

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
