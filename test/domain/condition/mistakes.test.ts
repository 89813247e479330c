import { describe, expect, test } from "vitest";
import { aColumn, anOption, aSource } from "../../support/builders.ts";
import { answerTo, conditionOf } from "./meaning.ts";

const shown = ["Name", "Status", "Tags", "Total", "Due", "Owner", "Paid", "Email", "Files", "Score", "ID"];
const orders = aSource({ columns: aSource().columns.filter(({ name }) => shown.includes(name)) });
const columns = "Its columns are Name, Status, Tags, Total, Due, Owner, Paid, Email, Files, Score, ID";
const tooDeep = `${"(".repeat(21)}Paid is checked${")".repeat(21)}`;

/** A sentence and the whole answer, as its author reads it in the rule's Note. */
const mistakes: [sentence: string, answer: string][] = [
  // columns
  ["Stauts is Done", `I can't find "Stauts" in Orders. ${columns} — did you mean Status?`],
  ['"Stauts" is Done', `I can't find "Stauts" in Orders. ${columns} — did you mean Status?`],
  ["{{ Status }} is Done", `I can't find "{{ Status }}" in Orders. ${columns} — did you mean Status?`],
  ["then Status is Done", `I can't find "then Status" in Orders. ${columns} — did you mean Status?`],
  ["Paid is checked and Toatl > 5", `I can't find "Toatl" in Orders. ${columns} — did you mean Total?`],
  [
    "and Paid is checked",
    'at the beginning I expect a column, like "Name is not empty", but it says "and Paid is checked"',
  ],
  ["> 5", 'at the beginning I expect a column, like "Name is not empty", but it says "> 5"'],
  [")", 'at the beginning I expect a column, like "Name is not empty", but it says ")"'],
  ["()", 'after "(" I expect a column, like "Name is not empty", but it says ")"'],
  ["not", 'after "not" I expect a column, like "Name is not empty"'],
  ["Status is Done and", 'after "Status is Done and" I expect a column, like "Name is not empty"'],
  [
    "Status is Done or or",
    'after "Status is Done or" I expect a column, like "Name is not empty", but it says "or"',
  ],
  // the column is not repeated
  [
    "Status is Doing or Done",
    `I can't find a column "Done" in Orders; after "or" name the column again, like Status is Done`,
  ],
  [
    "Status is not Doing and not Done",
    `I can't find a column "Done" in Orders; after "and" name the column again, like Status is not Done`,
  ],
  [
    "Status is not Doing or Done",
    `I can't find a column "Done" in Orders; name the column again, and join with "and" what must be neither: and Status is not Done`,
  ],
  [
    "Name contains lamp or desk",
    `I can't find a column "desk" in Orders; after "or" name the column again, like Name contains desk`,
  ],
  [
    "Total > 5 and < 10",
    'after "Total > 5 and" I expect a column, but it says "< 10"; name the column again, like Total < 10',
  ],
  // operators
  ["Status", 'after "Status" I expect is, is not, is empty or is not empty, but it ends there'],
  ["Status Done", 'after "Status" I expect is, is not, is empty or is not empty, but it says "Done"'],
  [
    "Status ain't Done",
    `after "Status" I expect is, is not, is empty or is not empty, but it says "ain't Done"`,
  ],
  [
    "Status contains Done",
    '"Status" is a status column, so "contains" doesn\'t work on it. It can be: is, is not, is empty, is not empty.',
  ],
  [
    "Total contains 5",
    '"Total" is a number column, so "contains" doesn\'t work on it. It can be: is, is not, <, >, ≤, ≥, is between, is not between, is empty, is not empty.',
  ],
  [
    "Tags is Gift",
    '"Tags" is a multi-select column, so "is" doesn\'t work on it. It can be: contains, does not contain, is empty, is not empty. Write "Tags contains …".',
  ],
  [
    "Owner > Ada",
    '"Owner" is a person column, so ">" doesn\'t work on it. It can be: is, is not, contains, does not contain, is empty, is not empty.',
  ],
  [
    "Email > 5",
    '"Email" is an email column, so ">" doesn\'t work on it. It can be: is, is not, contains, does not contain, starts with, ends with, is empty, is not empty.',
  ],
  [
    "Files contains a.pdf",
    '"Files" is a files & media column, so "contains" doesn\'t work on it. It can be: is empty, is not empty.',
  ],
  [
    "ID contains 5",
    '"ID" is an ID column, so "contains" doesn\'t work on it. It can be: is, is not, <, >, ≤, ≥, is between, is not between, is empty, is not empty.',
  ],
  ["Paid", '"Paid" is a checkbox: write "Paid is checked" or "Paid is unchecked".'],
  ["Paid is empty", '"Paid" is a checkbox: write "Paid is checked" or "Paid is unchecked".'],
  // values
  ["Status is", 'after "Status is" I expect a value, like Not started, Doing or Done'],
  ["Total >", 'after "Total >" I expect a value, like 1000 or 12.5'],
  ["Paid is", 'after "Paid is" I expect a value, like checked or unchecked'],
  ["Name is and Paid is checked", 'after "Name is" I expect a value'],
  ['Name is ""', 'after "Name is """ I expect a value; for a cell without one write "Name is empty"'],
  [
    "Status is Dnoe",
    '"Status" has no option "Dnoe". Its options are Not started, Doing, Done — did you mean Done?',
  ],
  [
    "Tags contains Gfit",
    '"Tags" has no option "Gfit". Its options are Gift, Rush, Not sure — did you mean Gift?',
  ],
  [
    "Status is (Doing or Done)",
    '"Status" has no option "(Doing or Done)". Its options are Not started, Doing, Done. For several, name the column each time: Status is Doing or Status is Done',
  ],
  [
    "Status is not Doing, Done",
    '"Status" has no option "Doing, Done". Its options are Not started, Doing, Done. For several, name the column each time: Status is not Doing and Status is not Done',
  ],
  [
    "Total > 1,000",
    '"1,000" can be 1000 or 1.0. Write 1000 or 1.0, or say in Options whose numbers you write, like "locale: en" or "locale: de".',
  ],
  [
    "Total > 1,00,0",
    `"Total" is a number column, and "1,00,0" isn't a number I can read. Write it like 1000 or 12.5.`,
  ],
  [
    "Total is between 5 and 1",
    "nothing lies between a greater and a smaller value; write Total is between 1 and 5",
  ],
  [
    "Total is between 5",
    'after "Total is between 5" I expect "and" and a second value, like Total is between 1 and 5',
  ],
  [
    "Due is between 2026-05-03 and 2026-05-01",
    "nothing lies between a greater and a smaller value; write Due is between 2026-05-01 and 2026-05-03",
  ],
  [
    "Score is between 5 and 2026-05-01",
    '"Score" is compared with a number at one end of the range and a date at the other; write two of a kind',
  ],
  [
    "Total is greater 5",
    `"Total" is a number column, and "greater 5" isn't a number I can read. Write it like 1000 or 12.5. For less or before use <, for more or after >.`,
  ],
  ["ID is seven", `"ID" is an ID column, and "seven" isn't a number I can read. Write it like 7.`],
  [
    "Due < 2026-02-30",
    `"Due" is a date, and I can't read "2026-02-30" as one. Write it like 2026-05-03, 3 May 2026 or 2026-05-03 14:30, or as seen from today: tomorrow, this week, the next 7 days, 3 days ago.`,
  ],
  [
    "Due is 03/05/2026",
    '"03/05/2026" can be 2026-05-03 or 2026-03-05. Write it like 2026-05-03, or say in Options whose dates you write, like "locale: en-GB" or "locale: en-US".',
  ],
  [
    "Due is less than 3 days ago",
    `"Due" is a date, and I can't read "less than 3 days ago" as one. Write it like 2026-05-03, 3 May 2026 or 2026-05-03 14:30, or as seen from today: tomorrow, this week, the next 7 days, 3 days ago. Write "Due is within the past 3 days"`,
  ],
  [
    "Due is within 7 days",
    `"Due" is a date, and I can't read "7 days" as one. Write it like 2026-05-03, 3 May 2026 or 2026-05-03 14:30, or as seen from today: tomorrow, this week, the next 7 days, 3 days ago. Write "the next 7 days" or "the past 7 days"`,
  ],
  [
    "Due is now",
    `"now" is an instant, and is over before anybody looks. Write before or after: "Due is before now", "Due is after now".`,
  ],
  ["Due is within", 'after "Due is within" I expect a value, like 2026-05-03, today or the next 7 days'],
  [
    "Due is on or before and Paid is checked",
    'after "Due is on or before" I expect a value, like 2026-05-03, today or the next 7 days',
  ],
  ["Paid is settled", '"Paid" is a checkbox: write checked or unchecked, not "settled".'],
  ["Score > late", 'after "Score >" I expect a number like 12.5 or a date like 2026-05-03, not "late"'],
  // signs
  ["Name is = Lamp", 'after "Name is" I expect a value, but it says "= Lamp"; write one sign or word only'],
  [
    'Name is "Lamp and Paid is checked',
    'after "Name is" a quote is never closed; add a " at the end of the value',
  ],
  ['Name is "Lamp" blue', 'after "Name is "Lamp"" I expect "and", "or" or the end, but it says "blue"'],
  ["(Name is Lamp", 'a "(" is never closed after "(Name is Lamp"; add a ")"'],
  ["Name is Lamp)", 'there is a ")" without its "(" after "Name is Lamp)"'],
  // size
  [tooDeep, 'there are more than 20 "(" or "not" inside each other; split the rule in two'],
  ["x".repeat(2001), "the condition is longer than 2000 characters; split the rule in two"],
  ["y".repeat(2000), `I can't find "${"y".repeat(59)}…" in Orders. ${columns}`],
  [
    `Status is ${"y".repeat(100)}`,
    `"Status" has no option "${"y".repeat(59)}…". Its options are Not started, Doing, Done`,
  ],
];

describe("the answer to a condition that is wrong", () => {
  test.each(mistakes)("%s", (sentence, answer) => {
    expect(answerTo(sentence, orders)).toBe(answer);
  });

  test("comes at twenty parentheses inside each other and not before", () => {
    expect(conditionOf(tooDeep.slice(1, -1), orders)).toMatchObject({ kind: "test" });
    const beside = Array.from({ length: 30 }, () => "not (Paid is checked)").join(" and ");
    expect(conditionOf(beside, orders)).toMatchObject({ kind: "and" });
  });

  test("asks which of two is meant where Paid and Not paid are both options", () => {
    const payments = aSource({
      columns: [aColumn("Payment", "select", { options: ["Paid", "Not paid", "Open"].map(anOption) })],
    });
    expect(answerTo("Payment is not paid", payments)).toBe(
      '"is Not paid" can be read in two ways here. With quotes it can\'t: Payment is "Not paid", or Payment is not "Paid"',
    );
    expect(conditionOf('Payment is "Not paid"', payments)).toMatchObject({
      operator: "is",
      value: { option: { name: "Not paid" } },
    });
    expect(conditionOf('Payment is not "paid"', payments)).toMatchObject({
      operator: "is not",
      value: { option: { name: "Paid" } },
    });
    expect(conditionOf("Payment is not open", payments)).toMatchObject({ operator: "is not" });
  });

  test("lists a dozen of a hundred options and still suggests the right one", () => {
    const names = Array.from({ length: 100 }, (_, index) => `Depot ${index}`);
    const source = aSource({ columns: [aColumn("Depot", "select", { options: names.map(anOption) })] });
    expect(answerTo("Depot is Depott 77", source)).toBe(
      `"Depot" has no option "Depott 77". Its options are ${names.slice(0, 12).join(", ")} and 88 more — did you mean Depot 77?`,
    );
  });

  test("never ends in half a character", () => {
    expect(answerTo(`Status is ${"🎁".repeat(200)}`, orders)).not.toMatch(
      /[\ud800-\udbff](?![\udc00-\udfff])/,
    );
    expect(answerTo(`Status ${"🎁".repeat(200)}`, orders)).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });
});
