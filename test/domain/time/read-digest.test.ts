import { describe, expect, test } from "vitest";
import { readDigest } from "../../../shared/domain/time/read-digest.ts";
import { scheduleText } from "../../../shared/domain/time/schedule.ts";

describe("when a digest is sent", () => {
  test.each([
    ["hourly", "every hour"],
    ["daily", "every day at 9:00"],
    ["daily at 17:00", "every day at 17:00"],
    ["weekly", "every Monday at 9:00"],
    ["weekly at 8:00", "every Monday at 8:00"],
    ["weekly on Friday", "every Friday at 9:00"],
    ["weekly on Friday at 16:30", "every Friday at 16:30"],
    ["every weekday at 8", "every weekday at 8:00"],
    ["every 2 hours", "every 2 hours"],
    ["on the 1st of each month", "on the 1st of each month at 9:00"],
  ])("is read: %s", (text, said) => {
    const read = readDigest(text);
    expect("schedule" in read && scheduleText(read.schedule)).toBe(said);
  });

  test.each(["", "yes", "daily at 25:00", "weekly on Freeday"])("is asked for again: %j", (text) => {
    expect(readDigest(text)).toHaveProperty("problem");
  });
});
