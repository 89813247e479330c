import { describe, expect, test } from "vitest";
import { sayCondition } from "../../corpus/say-condition.ts";
import { aColumn, anOption, aSource } from "../../support/builders.ts";
import { answerTo, conditionOf } from "./meaning.ts";

const options = (...names: string[]) => ({ options: names.map(anOption) });
/** Columns as people call them, and so that they are mistaken for words of the language. */
const source = aSource({
  columns: [
    aColumn("and", "checkbox"),
    aColumn("is", "number"),
    aColumn("was", "rich_text"),
    aColumn("changed", "date"),
    aColumn("Due", "date"),
    aColumn("Due is", "date"),
    aColumn("Status", "status", options("To do", "On hold", "Done")),
    aColumn("Status to", "select", options("A", "B")),
    aColumn("Größe (cm)", "number"),
    aColumn("状态", "select", options("完成", "进行中")),
    aColumn("الحالة", "select", options("تم")),
    aColumn("🎉 Party?", "checkbox"),
    aColumn("Client's name", "rich_text"),
    aColumn('5" screens', "number"),
    aColumn("% done", "number"),
    aColumn("E-mail", "email"),
    aColumn("Team", "multi_select", options("Sales and Marketing", "R, D", "Ops")),
    aColumn("Not started?", "checkbox"),
    aColumn("Type", "select", options("Yes", "N/A", "Before", "1", "2026-05-03", "Empty")),
    aColumn("Check", "verification"),
    aColumn("Where", "place"),
  ],
});

describe("a column whose name is odd", () => {
  test.each([
    ["and is checked and is > 5", "(and is checked and is > 5)"],
    ["is is 5", "is is 5"],
    ["is is empty", "is is empty"],
    ["was was Bob", "before: was is “Bob”"],
    ["changed changed", "changed changed"],
    ["Due is is today", "Due is is ‹22 November 2026›"],
    ["Due is today", "Due is ‹22 November 2026›"],
    ["Due is is empty", "Due is is empty"],
    ["Status to is A", "Status to is [A]"],
    ["status is TO DO", "Status is [To do]"],
    ["Status is on hold or Status is done", "(Status is [On hold] or Status is [Done])"],
    ["größe (CM) > 5", "Größe (cm) > 5"],
    ["状态 is 完成", "状态 is [完成]"],
    ["状态 = 完成", "状态 is [完成]"],
    ["الحالة is تم", "الحالة is [تم]"],
    ["🎉 party? is checked", "🎉 Party? is checked"],
    ["Client’s name contains O’Neil", "Client's name contains “O'Neil”"],
    ["5” screens > 3", '5" screens > 3'],
    ["% done = 50%", "% done is 0.5"],
    ["E‑mail is empty", "E-mail is empty"],
    [
      "Team contains Sales and Marketing and Team contains Ops",
      "(Team contains [Sales and Marketing] and Team contains [Ops])",
    ],
    ["Team contains R, D", "Team contains [R, D]"],
    ["not Not started? is checked", "not Not started? is checked"],
    ["Type is before", "Type is [Before]"],
    ["Type is 2026-05-03", "Type is [2026-05-03]"],
    ["Type is Empty", "Type is empty"],
    ['Type is "Empty"', "Type is [Empty]"],
    ["Check is verified", "Check is “verified”"],
    ["Where contains Berlin", "Where contains “Berlin”"],
  ])("is understood: %s", (sentence, means) => {
    expect(sayCondition(conditionOf(sentence, source))).toBe(means);
  });

  test.each([
    ["Grösse (cm) > 5", "did you mean Größe (cm)?"],
    ["Größe > 5", "did you mean Größe (cm)?"],
    ["Party is checked", 'did you mean "🎉 Party?"?'],
    ["Email is empty", "did you mean E-mail?"],
    ["Team contains Sales", "did you mean Sales and Marketing?"],
    ["Check is done", '"Check" can be verified, unverified or expired, not "done"'],
  ])("is suggested: %s", (sentence, suggestion) => {
    expect(answerTo(sentence, source)).toContain(suggestion);
  });
});
