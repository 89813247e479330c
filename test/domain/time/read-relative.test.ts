import { describe, expect, test } from "vitest";
import { readRelative } from "../../../shared/domain/time/read-relative.ts";
import { spanText } from "../../../shared/domain/time/span-text.ts";

const now = "2026-05-13T22:30:00.000Z"; // In Berlin it is Thursday the 14th, 0:30.

describe("a time as seen from now", () => {
  test.each([
    ["today", "14 May 2026"],
    ["Tomorrow", "15 May 2026"],
    ["yesterday", "13 May 2026"],
    ["3 days ago", "11 May 2026"],
    ["a week ago", "7 May 2026"],
    ["one month from now", "14 June 2026"],
    ["in 2 weeks", "28 May 2026"],
    ["3 days from today", "17 May 2026"],
    ["the next 7 days", "14 May 2026 → 21 May 2026"],
    ["next 7 days", "14 May 2026 → 21 May 2026"],
    ["the next week", "14 May 2026 → 21 May 2026"],
    ["the coming 2 days", "14 May 2026 → 16 May 2026"],
    ["the past week", "7 May 2026 → 14 May 2026"],
    ["past week", "7 May 2026 → 14 May 2026"],
    ["the last 30 days", "14 April 2026 → 14 May 2026"],
    ["the past 3 months", "14 February 2026 → 14 May 2026"],
    ["the next year", "14 May 2026 → 14 May 2027"],
    ["this week", "11 May 2026 → 17 May 2026"],
    ["next week", "18 May 2026 → 24 May 2026"],
    ["last week", "4 May 2026 → 10 May 2026"],
    ["this month", "1 May 2026 → 31 May 2026"],
    ["next month", "1 June 2026 → 30 June 2026"],
    ["last month", "1 April 2026 → 30 April 2026"],
    ["this year", "1 January 2026 → 31 December 2026"],
    ["last year", "1 January 2025 → 31 December 2025"],
    ["now", "14 May 2026, 00:30"],
    ["2 hours ago", "13 May 2026, 22:30"],
    ["in 15 minutes", "14 May 2026, 00:45"],
    ["the next 2 hours", "14 May 2026, 00:30 → 02:30"],
    ["the past 45 minutes", "13 May 2026, 23:45 → 14 May 2026, 00:30"],
  ])("%s is %s", (text, meaning) => {
    const relative = readRelative(text);
    expect(relative && spanText(relative, "Europe/Berlin", now)).toBe(meaning);
  });

  test.each([
    "",
    "soon",
    "7 days",
    "in 3 days ago",
    "this 3 weeks",
    "the this week",
    "next",
    "the next 99999 days",
    "days ago",
    "today or tomorrow",
    "2 hours from today",
  ])("%j is none", (text) => {
    expect(readRelative(text)).toBeUndefined();
  });
});
