import { describe, expect, test } from "vitest";
import type { SourceSchema, Value } from "../../shared/domain/row.ts";
import {
  type Box,
  bindRuleColumns,
  hasRuleColumns,
  idIn,
  isTicked,
  optionalColumns,
  type RuleColumnIds,
  readReported,
  readRuleRow,
  ruleColumns,
  ticked,
} from "../../shared/domain/rules-database.ts";
import { aColumn, aRow, aSource, columnId } from "../support/builders.ts";

const id = "0123abcd-0000-4000-8000-0123456789ab";
const hex = id.replaceAll("-", "");

function aRulesDatabase(overrides: Record<string, string | null> = {}): SourceSchema {
  const types: Record<string, string | null> = {
    ...ruleColumns,
    "Last fired": "date",
    Fired: "number",
    ...overrides,
  };
  const columns = Object.entries(types).flatMap(([name, type]) =>
    type === null ? [] : [aColumn(name, type)],
  );
  return aSource({ name: "Rules", columns });
}

function idsOf(source: SourceSchema): RuleColumnIds {
  const bound = bindRuleColumns(source);
  if ("problem" in bound) throw new Error(bound.problem);
  return bound.ids;
}

const ids = idsOf(aRulesDatabase());
const text = (value: string): Value => ({ type: "rich_text", value: [{ text: value }] });
const option = (name: string): Value => ({ type: "select", value: { id: name, name } });

describe("the columns of a Rules database", () => {
  test("are found by name, whatever its case", () => {
    expect(ids["Last fired"]).toBe(columnId("Last fired"));
    expect(idsOf(aRulesDatabase({ Then: null, "THEN\u00a0": "select" })).Then).toBe(columnId("THEN\u00a0"));
  });

  test("are asked for in one sentence when they are missing or of another type", () => {
    expect(bindRuleColumns(aRulesDatabase({ Note: null, When: "multi_select", Which: null }))).toEqual({
      problem:
        'The Rules database "Rules" lacks these columns: When (select, not multi-select), Which (text), Note (text). Add them in Notion; the next poll looks again.',
    });
  });

  test("are there as long as a row shows each id", () => {
    const cells = Object.fromEntries(Object.keys(ids).map((name) => [name, text("")]));
    const row = aRow(cells);
    expect(hasRuleColumns(row, ids)).toBe(true);
    const { [ids.Note]: _gone, ...rest } = row.properties;
    expect(hasRuleColumns({ ...row, properties: rest }, ids)).toBe(false);
  });
});

describe("the columns about the brake", () => {
  const all = idsOf(aRulesDatabase(optionalColumns));
  const every = { ...ruleColumns, ...optionalColumns };
  const cells = Object.fromEntries(Object.keys(every).map((name) => [name, text("")]));
  const box = (value: boolean): Value => ({ type: "checkbox", value });

  test("are bound where they are there and of the right type, and not missed where they are not", () => {
    expect(all).toMatchObject({
      Held: columnId("Held"),
      Release: columnId("Release"),
      Discard: columnId("Discard"),
    });
    expect(ids).not.toHaveProperty("Held");
    expect(idsOf(aRulesDatabase({ Held: "rich_text", Discard: "checkbox" }))).toMatchObject({
      Discard: columnId("Discard"),
    });
    expect(idsOf(aRulesDatabase({ Held: "rich_text" }))).not.toHaveProperty("Held");
  });

  test("ask to be bound when they appear later, and again when they are gone", () => {
    const row = aRow({ ...cells, Held: { type: "number", value: null } });
    expect(hasRuleColumns(row, ids)).toBe(false);
    expect(hasRuleColumns(row, { ...ids, Held: columnId("Held") })).toBe(true);
    expect(hasRuleColumns(aRow({ ...cells, Held: text("") }), ids)).toBe(true);
    const { Held: _held, ...without } = cells;
    expect(hasRuleColumns(aRow(without), all)).toBe(false);
  });

  test.each([
    [false, false, undefined],
    [true, false, "release"],
    [false, true, "discard"],
    [true, true, undefined],
  ])("answer with Release ticked: %s and Discard ticked: %s", (release, discard, answer) => {
    const row = aRow({ Release: box(release), Discard: box(discard) });
    expect(ticked(row, all)).toBe(answer);
    expect(ticked(row, ids)).toBeUndefined();
    expect(["Release", "Discard"].map((name) => isTicked(row, all, name as Box))).toEqual([release, discard]);
  });

  test("show how many were said to wait", () => {
    expect(readReported(aRow({ Held: { type: "number", value: 7 } }), all).held).toBe(7);
  });
});

describe("a rule's row", () => {
  test("is read as it was typed, less the spaces around it", () => {
    const row = aRow({
      Rule: { type: "title", value: [{ text: " Tell " }, { text: "Ada ", bold: true }] },
      State: option("Live"),
      Watch: text(`https://www.notion.so/team/Orders-${hex}?v=ff`),
      When: option("Row changes"),
      Which: text("Status to Done"),
      If: text("  Paid is checked\n"),
      Then: option("Send email"),
      To: text("{{ Email }}"),
      Subject: text("Hello"),
    });
    expect(readRuleRow(row, ids)).toEqual({
      id: "row-lamp",
      url: row.url,
      name: "Tell Ada",
      state: "Live",
      watch: id,
      watchText: `https://www.notion.so/team/Orders-${hex}?v=ff`,
      when: "Row changes",
      which: "Status to Done",
      condition: "Paid is checked",
      action: "Send email",
      to: "{{ Email }}",
      subject: "Hello",
      options: "",
    });
  });

  test("has a name even when nobody gave it one", () => {
    expect(readRuleRow(aRow({ Rule: text("  ") }), ids).name).toBe("Untitled rule");
  });

  test.each<[what: string, watch: Value]>([
    [
      "mentions",
      { type: "rich_text", value: [{ text: "see " }, { text: "Orders", mention: { type: "database", id } }] },
    ],
    [
      "mentions as a data source",
      { type: "rich_text", value: [{ text: "Orders", mention: { type: "data_source", id } }] },
    ],
    [
      "links a word to",
      { type: "rich_text", value: [{ text: "our orders", href: `https://app.notion.com/p/${hex}` }] },
    ],
    [
      "links to after mentioning a person",
      { type: "rich_text", value: [{ text: "@Ada", mention: { type: "user", id: "u" } }, { text: hex }] },
    ],
  ])("names the source that Watch %s", (_what, watch) => {
    expect(readRuleRow(aRow({ Watch: watch }), ids).watch).toBe(id);
  });

  test("names no source when Watch says none", () => {
    expect(readRuleRow(aRow({ Watch: text("Orders") }), ids)).toMatchObject({
      watch: undefined,
      watchText: "Orders",
    });
  });

  test("shows what was reported last", () => {
    const row = aRow({
      Health: option("Working"),
      Note: text("Will mail."),
      Fired: { type: "number", value: 3 },
      "Last fired": { type: "date", value: { start: "2026-11-22T09:07:00.000Z" } },
    });
    expect(readReported(row, ids)).toEqual({
      health: "Working",
      note: "Will mail.",
      fired: 3,
      held: null,
      lastFired: "2026-11-22T09:07:00.000Z",
    });
    expect(readReported(aRow(), ids)).toEqual({
      health: "",
      note: "",
      fired: null,
      held: null,
      lastFired: null,
    });
  });
});

describe("the id in a database's link", () => {
  test.each([
    id,
    hex,
    hex.toUpperCase(),
    `https://www.notion.so/${hex}`,
    `https://www.notion.so/team/Orders-of-2026-${hex}?v=${"f".repeat(32)}&pvs=4`,
    `https://app.notion.com/p/Orders-${hex}/`,
    ` https://acme.notion.site/Orders-${hex}#${"e".repeat(32)} `,
    `notion://www.notion.so/team/Caf%C3%A9-${hex}`,
  ])("is read from %s", (link) => {
    expect(idIn(link)).toBe(id);
  });

  test.each([undefined, "", "Orders", hex.slice(1), `https://www.notion.so/team?v=${hex}`])(
    "is not in %s",
    (link) => {
      expect(idIn(link)).toBeUndefined();
    },
  );
});
