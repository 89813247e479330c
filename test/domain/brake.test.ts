import { describe, expect, it } from "vitest";
import {
  answered,
  type BrakeLimits,
  type BrakeState,
  type Firing,
  hold,
  mustStay,
  openBrake,
  passBrake,
} from "../../shared/domain/brake.ts";

const limits = { rowsPerPoll: 3, rowsPerHour: 5 };

function firing(inPoll: number, at = "2026-05-04T09:12:00.000Z"): Firing {
  return { at, rowTitle: `Order ${inPoll}`, inPoll };
}

/** Fires `count` times in one poll. @returns how many passed, and the state after it. */
function fire(count: number, before?: BrakeState, at?: string, allowed: BrakeLimits = limits) {
  let state = before;
  let passed = 0;
  for (let inPoll = 1; inPoll <= count; inPoll++) {
    const next = passBrake(state, firing(inPoll, at), allowed);
    state = next.state;
    if (!next.isHeld) passed++;
  }
  return { passed, state: state as BrakeState };
}

describe("the brake of a rule", () => {
  it("lets as many rows pass in one poll as its limit says", () => {
    expect(fire(3)).toMatchObject({ passed: 3, state: { held: 0 } });
  });

  it("closes at the first row beyond, and holds that and all that follow", () => {
    const { passed, state } = fire(10);
    expect(passed).toBe(3);
    expect(state).toMatchObject({
      held: 7,
      closed: { at: "2026-05-04T09:12:00.000Z", because: "it fired for more than 3 rows at once" },
      sample: ["Order 4", "Order 5", "Order 6"],
    });
  });

  it("stays closed in the polls and hours after it, however few rows come", () => {
    const closed = fire(4).state;
    expect(fire(1, closed, "2026-05-05T17:00:00.000Z")).toMatchObject({ passed: 0, state: { held: 2 } });
  });

  it("closes when an hour has had its rows, over any number of polls", () => {
    const first = fire(3);
    const second = fire(3, first.state);
    expect(second.passed).toBe(2);
    expect(second.state.closed?.because).toBe("it fired for 5 rows within an hour");
  });

  it("counts every hour anew", () => {
    const first = fire(3);
    expect(fire(3, first.state, "2026-05-04T10:00:00.000Z").passed).toBe(3);
  });

  it("never closes without limits", () => {
    expect(fire(1_000, undefined, undefined, { rowsPerPoll: null, rowsPerHour: null }).passed).toBe(1_000);
  });

  it("holds a single firing for a reason of its own without closing", () => {
    const held = hold(undefined, firing(1), "its moment had passed");
    expect(held).toMatchObject({ held: 1, heldBecause: "its moment had passed", sample: ["Order 1"] });
    expect(passBrake(held, firing(2), limits)).toMatchObject({ isHeld: false, state: { held: 1 } });
  });

  it("begins anew once a person has answered", () => {
    const opened = openBrake(fire(10).state);
    expect(opened).toEqual({ hour: "2026-05-04T09", fired: 0, held: 0, sample: [] });
    expect(fire(3, opened).passed).toBe(3);
  });

  it("remembers, when it is opened, that the tick in its rule's row was answered", () => {
    expect(openBrake(answered(fire(10).state))).toMatchObject({ held: 0, answered: true });
  });

  it("remembers the answer to what has not come to light yet, also when it closes and is opened again", () => {
    const late = { answer: "release", until: "2026-05-04T09:12:00.000Z" } as const;
    const opened = openBrake(fire(10).state, late);
    expect(opened).toMatchObject({ held: 0, late });
    expect(mustStay(opened)).toBe(true);
    expect(openBrake(fire(10, opened).state)).toEqual({ ...openBrake(fire(10).state), late });
  });
});
