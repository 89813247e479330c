import { describe, expect, it } from "vitest";
import type { Value } from "../../../../shared/domain/row.ts";
import { compileTemplate } from "../../../../shared/domain/template/compile-template.ts";
import { renderText } from "../../../../shared/domain/template/render-template.ts";
import { templateSource } from "../../../../shared/domain/template/template-source.ts";
import { aColumn, aRow, aSource, columnId, status, tags, words } from "../../../support/builders.ts";

const source = aSource({
  columns: [...aSource().columns, aColumn("a | b", "rich_text"), aColumn("Edited", "last_edited_time")],
});
const number = (value: number | null): Value => ({ type: "number", value });
const date = (start: string, end?: string): Value => ({
  type: "date",
  value: end === undefined ? { start } : { start, end },
});
const people: Value = {
  type: "people",
  value: [
    { id: "1", name: "Ada" },
    { id: "2", name: "Bo" },
    { id: "3", email: "cy@example.com" },
  ],
};
const day = { Due: date("2026-05-03") };

function shown(text: string, cells: Record<string, Value> = {}, locale?: string): string {
  const { template, problem } = compileTemplate(text, source, "Subject", locale);
  if (problem !== undefined) return problem;
  const after = aRow(cells).properties;
  return renderText(template, {
    values: { after, before: {} },
    row: { url: "https://app.notion.com/p/1" },
    rule: { name: "Tell them" },
    seenAt: "2026-11-22T09:12:00.000Z",
    timeZone: "Europe/Berlin",
    locale,
  });
}

describe("a format in a place", () => {
  it.each([
    ["{{ Name | uppercase }}", "LAMP"],
    ["{{ Total | EUR }}", "€1,234.50"],
    ["{{ Notes | default nothing yet }}", "nothing yet"],
    ["{{ Tags | join / }}", "Gift/Rush"],
  ])("may be written otherwise: %s", (text, expected) => {
    expect(shown(text, { Total: number(1234.5), Tags: tags("Gift", "Rush") })).toBe(expected);
  });

  it.each<[text: string, cells: Record<string, Value>, plain: string, german: string]>([
    ["{{ Due | date }}", day, "3 May 2026", "3. Mai 2026"],
    ["{{ Due | short date }}", day, "03/05/2026", "03.05.2026"],
    ["{{ Due | long date }}", day, "Sunday, 3 May 2026", "Sonntag, 3. Mai 2026"],
    ["{{ Due | weekday }}", day, "Sunday", "Sonntag"],
    ["{{ Due | month }} {{ Due | year }}", day, "May 2026", "Mai 2026"],
    ["{{ Due | time }}", { Due: date("2026-05-03T14:30:00.000+02:00") }, "14:30", "14:30"],
    [
      "{{ Due | weekday }}",
      { Due: date("2026-05-03", "2026-05-05") },
      "Sunday → Tuesday",
      "Sonntag → Dienstag",
    ],
    ["{{ Due | month }}", { Due: date("2026-05-03", "2026-05-05") }, "May", "Mai"],
    [
      "{{ Edited | time }}",
      { Edited: { type: "last_edited_time", value: "2026-05-03T09:30:00.000Z" } },
      "11:30",
      "11:30",
    ],
    ["{{ Total | number }}", { Total: number(1234567.5) }, "1,234,567.5", "1.234.567,5"],
    ["{{ Total | 2 decimals }}", { Total: number(1234.5) }, "1,234.50", "1.234,50"],
    ["{{ Total | 0 decimals }}", { Total: number(0.5) }, "1", "1"],
    ["{{ Total | currency EUR }}", { Total: number(1234.5) }, "€1,234.50", "1.234,50\u00a0€"],
    ["{{ Total | percent }}", { Total: number(0.125) }, "12.5%", "12,5\u00a0%"],
    ["{{ Name | upper }}", { Name: words("straße") }, "STRASSE", "STRASSE"],
    ["{{ Name | first word | lower }}", { Name: words("Ada Lovelace") }, "ada", "ada"],
    ["{{ Tags | list }}", { Tags: tags("A", "B", "C") }, "A, B and C", "A, B und C"],
    ["{{ Owner | list }}", { Owner: people }, "Ada, Bo and cy@example.com", "Ada, Bo und cy@example.com"],
    ['{{ Tags | join "; " }}', { Tags: tags("A, B", "C") }, "A, B; C", "A, B; C"],
    ['{{ Notes | default "nothing" }}', {}, "nothing", "nothing"],
    ["{{ Total | number | default “none” }}", { Total: number(null) }, "none", "none"],
    ['{{ Name | default "nothing" }}', {}, "Lamp", "Lamp"],
    ["{{ a | b | upper }}", { "a | b": { type: "rich_text", value: [{ text: "x" }] } }, "X", "X"],
    ["{{ a | b }}", { "a | b": { type: "rich_text", value: [{ text: "x" }] } }, "x", "x"],
    ["{{ rule.name | upper }}", {}, "TELL THEM", "TELL THEM"],
    ["{{ before.Name | default 'new' }}", {}, "new", "new"],
    ['{{ row.url | link "Open" }}', {}, "Open", "Open"],
  ])("%s", (text, cells, plain, german) => {
    expect(shown(text, cells)).toBe(plain);
    expect(shown(text, cells, "de")).toBe(german);
  });

  it.each<[text: string, cells: Record<string, Value>, shows: string]>([
    ["{{ Due | time }}", day, "3 May 2026"],
    ["{{ Due | date }}", { Due: { type: "date", value: null } }, ""],
    [
      "{{ Score | currency EUR }}",
      { Score: { type: "formula", value: { kind: "string", value: "late" } } },
      "late",
    ],
    ["{{ Tags | list }}", { Tags: tags() }, ""],
    ["{{ Status | list }}", { Status: status("Done") }, "Done"],
  ])("%s shows a cell that it does not fit as it is", (text, cells, shows) => {
    expect(shown(text, cells)).toBe(shows);
  });

  it("is no template in what a row holds", () => {
    expect(shown("{{ Name | upper }}", { Name: words("{{ rule.name | lower }}") })).toBe(
      "{{ RULE.NAME | LOWER }}",
    );
  });

  it.each([
    [
      "{{ Name | long date }}",
      '"Name" is a title column, so "long date" doesn\'t work on it; that is for dates',
    ],
    [
      "{{ Due | currency EUR }}",
      '"Due" is a date column, so "currency EUR" doesn\'t work on it; that is for numbers',
    ],
    ["{{ row.url | date }}", 'A link is no date or number, so "date" doesn\'t work on it; that is for dates'],
    [
      "{{ Name | uper }}",
      'I don\'t know the format "uper". There are date, short date, long date, weekday, month, year, time, number, 2 decimals, percent, currency EUR, upper, lower, first word, list, join "; ", default "none", link "Open" — did you mean upper?',
    ],
    ["{{ Total | currency XYZ }}", expect.stringContaining('I don\'t know the format "currency XYZ"')],
    ["{{ Total | 99 decimals }}", expect.stringContaining('I don\'t know the format "99 decimals"')],
    ["{{ Nope | upper }}", expect.stringContaining('I can\'t find "Nope" in Orders')],
  ])("%s is answered", (text, answer) => {
    expect(shown(text)).toEqual(answer);
  });

  it("reads in a rule's summary as it was written", () => {
    const text =
      '{{ before.Due | long date | default "none" }} {{ Total | 2 decimals }} {{ Tags | list }} {{ Total | currency EUR }}';
    const { template = [] } = compileTemplate(text, source, "Subject");
    expect(templateSource(template, source)).toBe(text);
    expect(template[0]).toMatchObject({ property: columnId("Due"), of: "before" });
  });
});
