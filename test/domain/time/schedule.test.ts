import { describe, expect, test } from "vitest";
import { readSchedule } from "../../../shared/domain/time/read-schedule.ts";
import { nextOf, type Schedule, scheduleText } from "../../../shared/domain/time/schedule.ts";
import { fc } from "../../support/fast-check.ts";
import { anyClock, iso, ticks } from "./clocks.ts";

function scheduleOf(text: string): Schedule {
  const read = readSchedule(text);
  if ("problem" in read) throw new Error(`${text}: ${read.problem}`);
  return JSON.parse(JSON.stringify(read.schedule)) as Schedule;
}

function nextTimes(text: string, timeZone: string, after: string, count: number): string[] {
  const times: string[] = [];
  let at = Date.parse(after);
  while (times.length < count) {
    at = nextOf(scheduleOf(text), timeZone, at);
    times.push(iso(at).slice(0, 16));
  }
  return times;
}

describe("the times of a schedule", () => {
  test.each<[text: string, timeZone: string, after: string, times: string[]]>([
    ["every Monday at 9:00", "Europe/Berlin", "2026-03-23T08:00Z", ["2026-03-30T07:00", "2026-04-06T07:00"]],
    ["every Monday at 9:00", "Europe/Berlin", "2026-03-23T07:59:59.999Z", ["2026-03-23T08:00"]],
    [
      "every weekday at 17:30",
      "America/New_York",
      "2026-10-30T22:00Z",
      ["2026-11-02T22:30", "2026-11-03T22:30"],
    ],
    ["every day at 2:30", "Europe/Berlin", "2026-03-28T02:00Z", ["2026-03-29T01:00", "2026-03-30T00:30"]],
    ["every day at 2:30", "Europe/Berlin", "2026-10-24T12:00Z", ["2026-10-25T00:30", "2026-10-26T01:30"]],
    [
      "every day at 1:45",
      "Australia/Lord_Howe",
      "2026-04-03T15:00Z",
      ["2026-04-04T14:45", "2026-04-05T15:15"],
    ],
    [
      "every day at 9",
      "Pacific/Apia",
      "2011-12-29T18:00Z",
      ["2011-12-29T19:00", "2011-12-30T10:00", "2011-12-30T19:00"],
    ],
    [
      "on the 1st of each month at 8:00",
      "UTC",
      "2026-12-01T08:00Z",
      ["2027-01-01T08:00", "2027-02-01T08:00"],
    ],
    [
      "on the last day of each month",
      "UTC",
      "2028-01-31T00:00Z",
      ["2028-02-29T00:00", "2028-03-31T00:00", "2028-04-30T00:00"],
    ],
    ["on the 29th of each month", "UTC", "2027-01-30T00:00Z", ["2027-02-28T00:00", "2027-03-29T00:00"]],
    [
      "on the 30th and 31st of each month",
      "UTC",
      "2026-02-01T00:00Z",
      ["2026-02-28T00:00", "2026-03-30T00:00", "2026-03-31T00:00", "2026-04-30T00:00", "2026-05-30T00:00"],
    ],
    ["every 2 hours", "Europe/Berlin", "2026-03-28T23:00Z", ["2026-03-29T01:00", "2026-03-29T02:00"]],
    ["every 2 hours", "Europe/Berlin", "2026-10-24T22:00Z", ["2026-10-25T00:00", "2026-10-25T03:00"]],
    [
      "every hour",
      "Europe/Berlin",
      "2026-10-24T23:00Z",
      ["2026-10-25T00:00", "2026-10-25T01:00", "2026-10-25T02:00"],
    ],
    [
      "every 15 minutes",
      "Europe/Berlin",
      "2026-03-29T00:40Z",
      ["2026-03-29T00:45", "2026-03-29T01:00", "2026-03-29T01:15"],
    ],
    ["every hour", "Australia/Lord_Howe", "2026-10-03T14:40Z", ["2026-10-03T15:30", "2026-10-03T16:00"]],
    ["every 20 minutes", "Asia/Kolkata", "2026-12-31T18:20Z", ["2026-12-31T18:30", "2026-12-31T18:50"]],
    ["every 6 hours", "Asia/Kolkata", "2026-12-31T18:30Z", ["2027-01-01T00:30", "2027-01-01T06:30"]],
  ])("%s in %s after %s", (text, timeZone, after, times) => {
    expect(nextTimes(text, timeZone, after, times.length)).toEqual(times);
  });

  const at = fc.integer({ min: 0, max: 1_439 });
  const anySchedule: fc.Arbitrary<Schedule> = fc.oneof(
    fc.record({
      every: fc.constant("interval" as const),
      minutes: fc.constantFrom(5, 15, 20, 30, 45, 60, 90, 120, 360, 720, 1_440),
    }),
    fc.record({
      every: fc.constant("week" as const),
      days: fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 3 }),
      at,
    }),
    fc.record({
      every: fc.constant("month" as const),
      days: fc.constantFrom<number[]>([1, 31], [28, 29, 30], [24, 25, 29, 30, 31], [5, 8, 31]),
      at,
    }),
  );

  test("are the minutes at which a walk over the clocks comes to them, each later than the one before", () => {
    fc.assert(
      fc.property(anyClock, anySchedule, fc.nat(59_999), ({ timeZone, instant }, schedule, ms) => {
        const walk = ticks(instant, timeZone);
        let expected: number | undefined;
        for (let step = 0; step < 6_000 && expected === undefined; step++) {
          const { instant: tick, shown, isNew } = walk.next().value;
          const again = schedule.every === "interval" && schedule.minutes <= 60 ? [shown] : [];
          if ([...isNew, ...again].some((wall) => isMeant(schedule, wall))) expected = tick;
        }
        const next = nextOf(schedule, timeZone, instant + ms);
        if (expected === undefined) expect(next).toBeGreaterThan(instant + 6_000 * 60_000);
        else expect(iso(next)).toBe(iso(expected));
      }),
      { numRuns: 300 },
    );
  });
});

/** By the words of the schedule alone. */
function isMeant(schedule: Schedule, wall: number): boolean {
  const date = new Date(wall);
  const minutes = date.getUTCHours() * 60 + date.getUTCMinutes();
  if (schedule.every === "interval") return minutes % schedule.minutes === 0;
  if (minutes !== schedule.at) return false;
  if (schedule.every === "week") return schedule.days.includes((date.getUTCDay() + 6) % 7);
  const isLast = new Date(wall + 86_400_000).getUTCMonth() !== date.getUTCMonth();
  return schedule.days.some((day) => day === date.getUTCDate() || (isLast && day > date.getUTCDate()));
}

describe("how a schedule is read", () => {
  test.each([
    ["every Monday at 9:00", "every Monday at 9:00"],
    ["every Monday and Thursday at 9:00", "every Monday and Thursday at 9:00"],
    ["EVERY sunday, Tuesday and  Thursday at 9am", "every Tuesday, Thursday and Sunday at 9:00"],
    ["on Mondays at 7 p.m.", "every Monday at 19:00"],
    ["every weekday at 17:30", "every weekday at 17:30"],
    ["each weekend day at 12 am", "every Saturday and Sunday at 0:00"],
    ["every day at 8", "every day at 8:00"],
    ["daily at 9:30 pm", "every day at 21:30"],
    ["every day at noon", "every day at 12:00"],
    ["every day at 12 pm", "every day at 12:00"],
    ["every day", "every day at 0:00"],
    ["on the 1st of each month at 8:00", "on the 1st of each month at 8:00"],
    ["on the 15th and the 1st of the month at 8.30", "on the 1st and 15th of each month at 8:30"],
    ["every month on the 2nd, 3rd and last day at 8", "on the 2nd, 3rd and last day of each month at 8:00"],
    ["on the 31st of every month", "on the last day of each month at 0:00"],
    ["every 2 hours", "every 2 hours"],
    ["every hour", "every hour"],
    ["every 60 minutes", "every hour"],
    ["every 15 minutes", "every 15 minutes"],
  ])("%s means %s", (text, meaning) => {
    expect(scheduleText(scheduleOf(text))).toBe(meaning);
  });

  const days =
    "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday, weekday, day or a number of minutes or hours";
  const examples =
    "every Monday at 9:00, every weekday at 17:30, every day at 8, on the 1st of each month at 8:00, or every 2 hours";
  test.each([
    ["", `Which says when: write ${examples}`],
    ["Mondays", `at the beginning I expect "every" or "on the", but it says "Mondays". Write ${examples}`],
    ["every", `after "every" I expect ${days}`],
    ["every Mondy at 9", `after "every" I expect ${days}, but it says "Mondy at 9" — did you mean Monday?`],
    [
      "every other Monday",
      `after "every" I expect ${days}, but it says "other Monday" — did you mean Monday?`,
    ],
    ["every 2 days", `after "every" I expect ${days}, but it says "2 days"`],
    [
      "every Monday at 25:00",
      'after "every Monday at" I expect a time, like 9:00, 17:30 or 9 pm, but it says "25:00"',
    ],
    [
      "every Monday at 13 pm",
      'after "every Monday at" I expect a time, like 9:00, 17:30 or 9 pm, but it says "13 pm"',
    ],
    ["every Monday at", 'after "every Monday at" I expect a time, like 9:00, 17:30 or 9 pm'],
    [
      "every Monday 9:00",
      'after "every Monday" I expect "and" another day, "at 9:00" or the end, but it says "9:00"',
    ],
    ["every Monday and at 9", 'after "every Monday and" I expect another day, but it says "at 9"'],
    [
      "every day at 9 and 17",
      'after "every day at 9" I expect the end (for more times write more rules), but it says "and 17"',
    ],
    [
      "every 7 minutes",
      `"every 7 minutes" doesn't divide a day, so its times would differ from day to day. Take 5, 10, 15, 20 or 30 minutes, or 1, 2, 3, 4, 6, 8 or 12 hours`,
    ],
    ["on the 1st", 'after "on the 1st" I expect "of each month", like on the 1st of each month'],
    [
      "on the 32nd of each month",
      'after "on the" I expect a day from the 1st to the 31st, or the last day, but it says "32nd of each month"',
    ],
    ["every month", 'after "every month" I expect "on the" and a day, like every month on the 1st'],
    [
      "every month on Monday",
      'after "every month on" I expect a day, like 1st or last day, but it says "Monday"',
    ],
    ["x".repeat(301), "Which is longer than 300 characters; write one schedule, like every Monday at 9:00"],
  ])("%j is answered", (text, answer) => {
    expect(readSchedule(text)).toEqual({ problem: answer });
  });

  test("gives a schedule or one problem, whatever the text", () => {
    const pieces = [
      "every",
      "each",
      "on",
      "on the",
      "Monday",
      "Fridays",
      "day",
      "weekday",
      "and",
      ",",
      "at",
      "9",
      "25:00",
    ];
    pieces.push("9:00", "pm", "1st", "31st", "last", "last day", "of each month", "2 hours", "minute", "0");
    const anyText = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(anyText, (words) => {
        const read = readSchedule(words.join(" "));
        if ("problem" in read) expect(read.problem).toMatch(/I expect|Which says|doesn't divide|longer than/);
        else expect(scheduleOf(scheduleText(read.schedule))).toEqual(read.schedule);
      }),
      { numRuns: 2_000 },
    );
  });
});
