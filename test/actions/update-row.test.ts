import { describe, expect, test } from "vitest";
import updateRow, { runner } from "../../shared/actions/update-row.ts";
import type { Action } from "../../shared/define.ts";
import type { Cell } from "../../shared/domain/cell.ts";
import { PermanentError } from "../../shared/domain/errors.ts";
import { aRow, aRuleRow, aSource, columnId, words } from "../support/builders.ts";
import { noPorts } from "../support/render-mail.ts";

const action: Action = updateRow;
const ruleRow = aRuleRow({ action: "Update row", to: "", subject: "" });
const read = (...set: string[]) => action.read(ruleRow, aSource(), set.length > 0 ? { set } : {});
const problems = (...set: string[]) =>
  read(...set).problems?.map(({ column, message }) => `${column}: ${message}`);

function inputOf(...set: string[]): unknown {
  const { value, problems: wrong } = read(...set);
  if (wrong) throw new Error(JSON.stringify(wrong));
  return JSON.parse(JSON.stringify(value));
}

function render(...set: string[]) {
  return runner.render(
    inputOf(...set),
    {
      values: {
        after: aRow({ Name: words("Lamp") }).properties,
        before: aRow({ Name: words("Desk") }).properties,
      },
      row: { url: "https://app.notion.com/p/1" },
      rule: { name: "Mark" },
      seenAt: "2026-11-22T22:30:45.000Z",
      timeZone: "Europe/Berlin",
    },
    noPorts,
  );
}

async function cells(...set: string[]): Promise<Record<string, Cell>> {
  const written: Record<string, Cell>[] = [];
  const ports = {
    mailer: { send: () => Promise.reject(new Error("no mail here")) },
    writeRow: async (cells: Record<string, Cell>) => void written.push(cells),
  };
  await runner.run(render(...set), "rule:row@5", ports);
  expect(written).toHaveLength(1);
  return written[0] ?? {};
}

describe("Update row", () => {
  test.each<[line: string, column: string, cell: Cell]>([
    ["Status to Done", "Status", { type: "status", id: "option-Done", name: "Done" }],
    ["status TO done", "Status", { type: "status", id: "option-Done", name: "Done" }],
    [
      "Priority to R&D and more",
      "Priority",
      { type: "select", id: "option-R&D and more", name: "R&D and more" },
    ],
    [
      "Tags to Gift, Rush",
      "Tags",
      { type: "multi_select", options: ["Gift", "Rush"].map((name) => ({ id: `option-${name}`, name })) },
    ],
    ["Paid to yes", "Paid", { type: "checkbox", checked: true }],
    ["Paid to unchecked", "Paid", { type: "checkbox", checked: false }],
    ["Total to 12.5", "Total", { type: "number", value: 12.5 }],
    [
      "Notes to Seen {{ Name }}, was {{ before.Name }}",
      "Notes",
      { type: "rich_text", text: "Seen Lamp, was Desk" },
    ],
    ['Name to "Done to death"', "Name", { type: "title", text: "Done to death" }],
    ["Email to {{ Name }}@example.com", "Email", { type: "email", text: "Lamp@example.com" }],
    ["Notes to empty", "Notes", { type: "empty", of: "rich_text" }],
    ["Notes to {{ Email }}", "Notes", { type: "empty", of: "rich_text" }],
    ["Status to empty", "Status", { type: "empty", of: "status" }],
    ['Notes to "empty"', "Notes", { type: "rich_text", text: "empty" }],
    ["Due to 2026-12-24", "Due", { type: "date", start: "2026-12-24" }],
    ["Due to 2026-12-24 14:30", "Due", { type: "date", start: "2026-12-24T13:30:00.000+00:00" }],
    ["Due to today", "Due", { type: "date", start: "2026-11-22" }],
    ["Due to in 2 days", "Due", { type: "date", start: "2026-11-24" }],
    ["Due to now", "Due", { type: "date", start: "2026-11-22T22:30:00.000+00:00" }],
    ["Due to in 2 hours", "Due", { type: "date", start: "2026-11-23T00:30:00.000+00:00" }],
  ])("sets a cell: %s", async (line, column, cell) => {
    expect(await cells(line)).toEqual({ [columnId(column)]: cell });
  });

  test("sets several cells at once, and tells which", async () => {
    const lines = ["Status to Done", "Notes to Seen {{ Name }}"];
    expect(Object.keys(await cells(...lines))).toEqual([columnId("Status"), columnId("Notes")]);
    expect(action.describe(inputOf(...lines), aSource())).toBe(
      "set Status to Done and Notes to Seen {{ Name }}",
    );
    expect(action.writes?.(inputOf(...lines))).toEqual([columnId("Status"), columnId("Notes")]);
    expect(action.renders(inputOf(...lines))).toEqual({ before: [], after: [columnId("Name")] });
    expect(runner.preview(render("Status to Done"))).toEqual({
      to: "",
      subject: "set Status to Done",
      text: "",
    });
  });

  test("may be repeated, for it sets and never adds", () => {
    expect(runner.isRepeatable).toBe(true);
  });

  test.each([
    ["Stauts to Done", /^Options: I can't find "Stauts" in Orders\..*did you mean Status\?$/],
    ["Status to Dne", /^Options: "Status" has no option "Dne"\..*did you mean Done\?$/],
    ["Status", /^Options: after "Status" I expect "to" and a value, like Not started, Doing or Done$/],
    ["Status to", /^Options: after "Status to" I expect a value.*or empty$/],
    ["", /name a column and its value/],
    ["Total to many", /isn't a number I can read/],
    ["Paid to empty", /^Options: "Paid" is a checkbox: write checked or unchecked/],
    ["Due to this week", /are several days/],
    ["Due to soon", /I can't read "soon" as one/],
    ["Owner to Ada", /^Options: "Owner" is a person column, and I can't set those\./],
    ["Score to 5", /is a formula column, and I can't set those/],
    ["Notes to {{ Nmae }}", /I can't find "Nmae"/],
  ])("answers what it can't set: %s", (line, message) => {
    expect(problems(line)).toEqual([expect.stringMatching(message)]);
  });

  test("wants something to set, each column once, and nobody to mail", () => {
    expect(problems()).toEqual(['Options: say what to set, one line each: "set: Status to Done"']);
    expect(problems("Total to 1", "total to 2")).toEqual([
      'Options: "Total" is set twice; keep one of the lines',
    ]);
    const mailing = action.read(aRuleRow({ to: "{{ Email }}" }), aSource(), { set: ["Total to 1"] });
    expect(mailing.problems?.map(({ column }) => column)).toEqual(["To", "Subject"]);
  });

  test("leaves it to the row what an error means", async () => {
    const ports = {
      mailer: { send: async () => "" },
      writeRow: () => Promise.reject(new PermanentError("the row is gone")),
    };
    await expect(runner.run(render("Total to 1"), "key", ports)).rejects.toThrow("the row is gone");
  });
});
