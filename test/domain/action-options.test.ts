import { expect, test } from "vitest";
import { takeActionOptions } from "../../shared/domain/action-options.ts";

test("an action's lines of Options are taken as they were typed, and the others left", () => {
  const text = "Set: Note to A; B\nlimit: 5; hold above: 9\n• set : Status to “Done”\nset Status to Done";
  expect(takeActionOptions(text, ["set"])).toEqual({
    values: { set: ["Note to A; B", "Status to “Done”"] },
    rest: "limit: 5; hold above: 9\nset Status to Done",
  });
});
