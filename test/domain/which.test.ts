import { describe, expect, test } from "vitest";
import { readWhich } from "../../shared/domain/which.ts";
import { anyLetters } from "../support/any-letters.ts";
import { aColumn, anOption, aSource, columnId } from "../support/builders.ts";
import { fc } from "../support/fast-check.ts";

const shown = ["Name", "Status", "Tags", "Total", "Due", "Owner", "Paid", "Files", "ID", "Created", "Edited"];
const orders = aSource({ columns: aSource().columns.filter(({ name }) => shown.includes(name)) });
const columns = "Its columns are Name, Status, Tags, Total, Due, Owner, Paid, Files, ID, Created, Edited";

/** A reading in short: `Status from Doing to Done`, with the operators it is tested by. */
function readAs(text: string, source = orders): string {
  const read = readWhich(text, source);
  if ("problem" in read) return read.problem;
  const { column, from, to } = read.which;
  const side = (name: string, test: typeof from) => (test ? ` ${name} (${test.operator}) ${test.text}` : "");
  return `${column}${side("from", from)}${side("to", to)}`;
}

describe("what Which is read as", () => {
  test.each([
    ["", ""],
    ["  ", ""],
    ["Status", "Status"],
    ["status to done", "Status to (is) Done"],
    ["Status from Doing to Done", "Status from (is) Doing to (is) Done"],
    ["Status from Doing", "Status from (is) Doing"],
    ["\"Status\" from “Doing” to 'Done'", "Status from (is) Doing to (is) Done"],
    ["Status to Not started", "Status to (is) Not started"],
    ["STATUS\u00a0FROM doing TO  not started", "Status from (is) Doing to (is) Not started"],
    ["Total from 5 to 10", "Total from (is) 5 to (is) 10"],
    ["Due to 2026-12-01", "Due to (is) 2026-12-01"],
    ["Paid to checked", "Paid to (is) checked"],
    ["Owner to Ada Lovelace", "Owner to (contains) Ada Lovelace"],
    ["Tags to Gift", "Tags to (contains) Gift"],
    ["Name to Salt and pepper (new)", "Name to (is) Salt and pepper (new)"],
    ["Owner from empty", "Owner from (is empty) empty"],
    ["Files to empty", "Files to (is empty) empty"],
  ])("%s", (text, expected) => {
    expect(readAs(text)).toBe(expected);
  });

  test("is bound to the column's id", () => {
    expect(readWhich("Status", orders)).toEqual({
      which: { property: columnId("Status"), column: "Status" },
    });
  });

  test.each([
    [["Due", "Due to pay"], "Due to pay", "Due to pay"],
    [["Due", "Due to pay"], "Due to pay to me", "Due to pay to (is) me"],
    [["Due"], "Due to pay", "Due to (is) pay"],
    [["From", "To"], "From from x to y", "From from (is) x to (is) y"],
    [["From", "To"], "to to x", "To to (is) x"],
    [["Due  date"], "due date to x", "Due  date to (is) x"],
    [["Cafe\u0301"], "Caf\u00e9 to x", "Cafe\u0301 to (is) x"],
  ])("%j: %s", (names, text, expected) => {
    const source = aSource({ columns: names.map((name) => aColumn(name, "rich_text")) });
    expect(readAs(text, source)).toBe(expected);
  });

  test("takes an option called Empty for what it is", () => {
    const source = aSource({
      columns: [aColumn("Shelf", "select", { options: ["Empty", "Full"].map(anOption) })],
    });
    expect(readAs("Shelf from full to empty", source)).toBe("Shelf from (is) Full to (is) Empty");
  });

  test("finds options that hold the words from and to", () => {
    const names = ["Ready", "Ready to ship", "Back from repair"];
    const source = aSource({ columns: [aColumn("State", "status", { options: names.map(anOption) })] });
    expect(readAs("State from ready to ship to back from repair", source)).toBe(
      "State from (is) Ready to ship to (is) Back from repair",
    );
    expect(readAs("State from Ready to Ready to ship", source)).toBe(
      "State from (is) Ready to (is) Ready to ship",
    );
  });
});

describe("the answer to a wrong Which", () => {
  test.each([
    ["Stauts to Done", `I can't find "Stauts" in Orders. ${columns} — did you mean Status?`],
    ["to Done", `I can't find "to Done" in Orders. ${columns}`],
    [
      "Status to Dnoe",
      '"Status" has no option "Dnoe". Its options are Not started, Doing, Done — did you mean Done?',
    ],
    ["Status to", 'after "Status to" I expect a value, like Not started, Doing or Done'],
    ["Status from to Done", 'after "Status from" I expect a value, like Not started, Doing or Done'],
    [
      "Status changed to Done",
      'after "Status" I expect "to …", "from … to …" or the end, but it says "changed to Done"',
    ],
    [
      "Status from Doing, Done",
      '"Doing, Done" are several values, and Which takes one. Write only Status here, and in If: Status is Doing or Status is Done',
    ],
    [
      "Status to Done or Doing",
      '"Done or Doing" are several values, and Which takes one. Write only Status here, and in If: Status is Done or Status is Doing',
    ],
    [
      'Status from "Doing" Done',
      'after "Status from "Doing"" I expect "to …" or the end, but it says "Done"',
    ],
    ['Status to "Done" now', 'after "Status to "Done"" I expect the end, but it says "now"'],
    ["Status and Due", 'after "Status" I expect "to …", "from … to …" or the end, but it says "and Due"'],
    [
      "Total to five",
      `"Total" is a number column, and "five" isn't a number I can read. Write it like 1000 or 12.5.`,
    ],
    ["Paid to settled", '"Paid" is a checkbox: write checked or unchecked, not "settled".'],
    [
      "Due to today",
      '"today" moves with the clock, and Which takes a date that stays. Write only Due here, and in If: Due is today',
    ],
    [
      "Due to soon",
      `"Due" is a date, and I can't read "soon" as one. Write it like 2026-05-03, 3 May 2026 or 2026-05-03 14:30, or as seen from today: tomorrow, this week, the next 7 days, 3 days ago.`,
    ],
    [
      "Files to a.pdf",
      '"Files" is a files & media column: I see that it changes, but not to what. Write only Files, or Files to empty',
    ],
    ["Edited", '"Edited" differs with every edit. To follow every edit, leave Which empty'],
    ["Created", '"Created" never changes. For new rows choose "Row is added" in When'],
    ["ID to 7", '"ID" never changes. For new rows choose "Row is added" in When'],
  ])("%s", (text, expected) => {
    expect(readAs(text)).toBe(expected);
  });

  test("comes at once for a text that is no Which", () => {
    expect(readAs("(".repeat(100_000))).toBe(
      "Which is longer than 1000 characters; write a column, and from and to which value",
    );
  });

  test("is one located sentence, whatever the text", () => {
    const words = fc.constantFrom("Status", "Total", "from", "to", "Doing", "Done", '"', "(", "empty", "5");
    const pieces = fc.array(fc.oneof(words, anyLetters(3)), { maxLength: 20 });
    fc.assert(
      fc.property(pieces, (texts) => {
        const read = readWhich(texts.join(" "), orders);
        if ("problem" in read) expect(read.problem).toMatch(/".+"/s);
        else expect(orders.columns.map(({ id }) => id)).toContain(read.which.property ?? columnId("Name"));
      }),
      { numRuns: 500 },
    );
  });

  test("says that a formula of the clock is not watched", () => {
    const source = aSource({ columns: [aColumn("Days left", "formula", { volatile: true })] });
    expect(readAs("Days left", source)).toBe(
      `"Days left" depends on the time of day, so it differs without anybody's edit and isn't watched. Name another column`,
    );
  });
});
