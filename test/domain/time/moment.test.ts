import { describe, expect, test } from "vitest";
import type { DateRange, SourceSchema, Value } from "../../../shared/domain/row.ts";
import { momentsOf, momentText } from "../../../shared/domain/time/moment.ts";
import { readMoment } from "../../../shared/domain/time/read-moment.ts";
import { aColumn, aRow, aSource } from "../../support/builders.ts";
import { fc } from "../../support/fast-check.ts";
import { anyClock, iso, shownAt, ticks } from "./clocks.ts";

function momentOf(text: string, source: SourceSchema = aSource()) {
  const read = readMoment(text, source);
  if ("problem" in read) throw new Error(`${text}: ${read.problem}`);
  return read.moment;
}

function reached(text: string, cell: Value, timeZone: string): string[] {
  const column = momentOf(text).column;
  return momentsOf(aRow({ [column]: cell }), momentOf(text), timeZone).map((instant) =>
    iso(instant).slice(0, 16),
  );
}

const date = (start: string, end?: string): Value => ({
  type: "date",
  value: { start, ...(end !== undefined && { end }) },
});

describe("the moment that a date names", () => {
  test.each<[text: string, start: string, timeZone: string, at: string]>([
    ["Due", "2026-05-04", "Europe/Berlin", "2026-05-03T22:00"],
    ["Due", "2026-05-04T14:30:00.000+09:00", "Europe/Berlin", "2026-05-04T05:30"],
    ["Due", "2026-10-25T02:30:00.000+01:00", "Europe/Berlin", "2026-10-25T01:30"],
    ["Due", "2026-05-04T09:00:00.000", "Europe/Berlin", "2026-05-04T07:00"],
    ["Due", "2011-12-30", "Pacific/Apia", "2011-12-30T10:00"],
    ["Due", "2026-04-24", "Africa/Cairo", "2026-04-23T22:00"],
    ["on Due at 8:30", "2026-05-04", "America/New_York", "2026-05-04T12:30"],
    ["Due at 9:00", "2026-05-04T23:30:00.000Z", "Europe/Berlin", "2026-05-05T07:00"],
    ["Due at 2:30", "2026-03-29", "Europe/Berlin", "2026-03-29T01:00"],
    ["Due at 2:30", "2026-10-25", "Europe/Berlin", "2026-10-25T00:30"],
    ["3 days before Due at 9:00", "2026-03-30", "Europe/Berlin", "2026-03-27T08:00"],
    ["3 days before Due", "2026-03-30T09:00:00.000+02:00", "Europe/Berlin", "2026-03-27T08:00"],
    ["1 day after Due", "2026-10-31T09:00:00.000-04:00", "America/New_York", "2026-11-01T14:00"],
    ["24 hours after Due", "2026-10-31T09:00:00.000-04:00", "America/New_York", "2026-11-01T13:00"],
    ["2 weeks after Due", "2026-12-24", "UTC", "2027-01-07T00:00"],
    ["1 month after Due at 8", "2026-01-31", "UTC", "2026-02-28T08:00"],
    ["1 month before Due", "2028-03-31", "UTC", "2028-02-29T00:00"],
    ["1 year after Due", "2028-02-29", "UTC", "2029-02-28T00:00"],
    ["1 hour after Due", "2026-05-04", "Asia/Kolkata", "2026-05-03T19:30"],
    ["30 minutes before Due", "2026-03-29T03:15:00.000+02:00", "Europe/Berlin", "2026-03-29T00:45"],
    ["Due at midnight", "2026-05-04T01:00:00.000+10:30", "Australia/Lord_Howe", "2026-05-03T13:30"],
  ])("%s, Due being %s, in %s", (text, start, timeZone, at) => {
    expect(reached(text, date(start), timeZone)).toEqual([at]);
  });

  test("is counted from where a range begins, or from its end where that is asked for", () => {
    const trip = date("2026-05-04", "2026-05-08");
    expect(reached("Due", trip, "UTC")).toEqual(["2026-05-04T00:00"]);
    expect(reached("end of Due at 18:00", trip, "UTC")).toEqual(["2026-05-08T18:00"]);
    expect(reached("1 day after Due end", trip, "UTC")).toEqual(["2026-05-09T00:00"]);
    expect(reached("end of Due", date("2026-05-04"), "UTC")).toEqual(["2026-05-04T00:00"]);
  });

  test("comes from a created time, a formula's date and every date of a rollup", () => {
    expect(
      reached("1 hour after Created", { type: "created_time", value: "2026-11-20T16:40:00.000Z" }, "UTC"),
    ).toEqual(["2026-11-20T17:40"]);
    const value: DateRange = { start: "2026-05-04" };
    expect(reached("Score at 9", { type: "formula", value: { kind: "date", value } }, "UTC")).toEqual([
      "2026-05-04T09:00",
    ]);
    const several: Value = {
      type: "rollup",
      value: { kind: "array", value: [date("2026-05-04"), date("2026-05-06")] },
    };
    expect(reached("Sum", several, "UTC")).toEqual(["2026-05-04T00:00", "2026-05-06T00:00"]);
  });

  test.each<[Value | undefined]>([
    [undefined],
    [{ type: "date", value: null }],
    [{ type: "date", value: { start: "some day" } }],
    [{ type: "formula", value: { kind: "string", value: "2026-05-04" } }],
  ])("is none for %j", (cell) => {
    expect(momentsOf(aRow(cell ? { Due: cell } : {}), momentOf("Due"), "UTC")).toEqual([]);
  });

  test("keeps its time of day across every change of the clocks, unless they jump over it", () => {
    const shift = fc.integer({ min: -30, max: 40 });
    const unit = fc.constantFrom("day", "week", "month", "year");
    fc.assert(
      fc.property(anyClock, shift, unit, fc.nat(1_439), ({ timeZone, instant }, count, of, at) => {
        const moment = { ...momentOf("Due at 9:00"), count, unit: of as "day", at };
        const [reachedAt = 0] = momentsOf(aRow({ Due: date(iso(instant)) }), moment, timeZone);
        const shown = shownAt(reachedAt, timeZone);
        const walk = ticks(reachedAt - 60_000, timeZone).next().value;
        expect(walk.isNew.map((wall) => (wall / 60_000) % 1_440)).toContain(at);
        if (walk.isNew.length === 1) expect((shown / 60_000) % 1_440).toBe(at);
      }),
      { numRuns: 150 },
    );
  });
});

describe("how a moment is read", () => {
  const source = aSource({
    columns: [
      ...["Due", "Start", "3 days before it", "End of term"].map((name) => aColumn(name, "date")),
      aColumn("Status", "status"),
      aColumn("Score", "formula"),
      aColumn("Ticks", "formula", { volatile: true }),
      aColumn("Edited", "last_edited_time"),
    ],
  });

  test.each([
    ["Due", "Due"],
    ["on due at 8:30", "Due at 8:30"],
    ["3 Days Before “Due” at 9 am", "3 days before Due at 9:00"],
    ["the day after Due", "1 day after Due"],
    ["a month after Score at noon", "1 month after Score at 12:00"],
    ["1 minute before Start", "1 minute before Start"],
    ["0 days before Due", "Due"],
    ["3 days before it", "3 days before it"],
    ["2 weeks after 3 days before it", "2 weeks after 3 days before it"],
    ["End of term at 9", "End of term at 9:00"],
    ["1 day after the end of Start", "1 day after end of Start"],
    ["start of Due", "Due"],
    ["Due end at 9.30 pm", "end of Due at 21:30"],
  ])("%s means %s", (text, meaning) => {
    expect(momentText(momentOf(text, source))).toBe(meaning);
  });

  const columns = "Its columns are Due, Start, 3 days before it, End of term, Status, Score, Ticks, Edited";
  const dates = "The dates of Orders are Due, Start, 3 days before it and End of term";
  test.each([
    ["", "Which says what to wait for: write a moment, like 3 days before Due at 9:00"],
    ["3 days before Strat at 9", `I can't find "Strat" in Orders. ${columns} — did you mean Start?`],
    ["3 days Due", `I can't find "3 days Due" in Orders. ${columns} — did you mean Due?`],
    ["3 days before", 'after "3 days before" I expect a column with a date, like 3 days before Due at 9:00'],
    [
      "at 9:00 on Due",
      'at the beginning I expect a column with a date, like 3 days before Due at 9:00, but it says "at 9:00 on Due"',
    ],
    ["1 day after Status", `"Status" is a status column and holds no date. ${dates}`],
    ["Edited", `"Edited" moves with every edit, so it can't be waited for. Name a date that stays. ${dates}`],
    [
      "Ticks at 9",
      `"Ticks" depends on the time of day, so it is another date whenever one looks. Name a column that stays. ${dates}`,
    ],
    [
      "1 hour before Due at 9",
      `with hours I count from the date's own time, so "at" has no place there. Write 1 hour before Due, or Due at 9:00`,
    ],
    ["Due at", 'after "Due at" I expect a time, like 9:00, 17:30 or 9 pm'],
    ["Due at nine", 'after "Due at" I expect a time, like 9:00, 17:30 or 9 pm, but it says "nine"'],
    ["Due date at 9", 'after "Due" I expect "at" and a time, or the end, but it says "date at 9"'],
    ["Due at 9 or 10", 'after "Due at 9" I expect the end, but it says "or 10"'],
    [
      "x".repeat(1_001),
      "Which is longer than 1000 characters; write a moment, like 3 days before Due at 9:00",
    ],
  ])("%j is answered", (text, answer) => {
    expect(readMoment(text, source)).toEqual({ problem: answer });
  });
});
