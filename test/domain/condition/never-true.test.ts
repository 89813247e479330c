import { describe, expect, test } from "vitest";
import { neverTrue } from "../../../shared/domain/condition/never-true.ts";
import { parseCondition } from "../../../shared/domain/condition/parse.ts";
import { whyFalse } from "../../../shared/domain/condition/why-false.ts";
import type { Row } from "../../../shared/domain/row.ts";
import { aColumn, anOption, aRow, aSource } from "../../support/builders.ts";

const columns = [
  aColumn("Status", "status", { options: ["Todo", "Done"].map(anOption) }),
  aColumn("Amount", "number"),
  aColumn("Due", "date"),
  aColumn("Paid", "checkbox"),
  aColumn("Note", "rich_text"),
];

function read(text: string) {
  const parsed = parseCondition(text, aSource({ columns }));
  if ("problem" in parsed) throw new Error(parsed.problem);
  return parsed.condition;
}

describe("a condition that no row can meet", () => {
  test.each([
    "Status is Todo and Status is Done",
    "Status is Done and Status is not Done",
    "Status is empty and Status is Done",
    "Note is empty and Note is not empty",
    "Amount > 10 and Amount < 5",
    "Amount > 10 and Amount ≤ 10",
    "Amount is between 10 and 20 and Amount > 30",
    "Amount = 3 and Amount > 3",
    "Due is after 2026-05-03 and Due is before 2026-05-01",
    "Paid is checked and Paid is not checked",
    "Amount > 1 and (Status is Todo and Status is Done)",
    "(Amount > 10 and Amount < 5) or (Status is Todo and Status is Done)",
  ])("is told: %s", (text) => {
    expect(neverTrue(read(text))).toMatch(/can't both be true/);
  });

  test.each([
    "Status is Todo or Status is Done",
    "Amount ≥ 10 and Amount ≤ 10",
    "Amount > 5 and Amount < 10",
    "not (Status is Todo and Status is Done)",
    "Note contains a and Note contains b",
    "Due is within the next 7 days and Due is after 2026-05-03",
    "Due is on or after 2026-05-03 and Due is on or before 2026-05-03",
  ])("is not suspected where one can: %s", (text) => {
    expect(neverTrue(read(text))).toBeUndefined();
  });
});

describe("why a condition does not hold", () => {
  const row: Row = aRow({ Amount: { type: "number", value: 890 } });
  const why = (text: string) => whyFalse(read(text), row, "2026-03-02T10:00:00.000Z", "UTC");

  test.each([
    ["Amount > 1000", "“Amount > 1000” was not met, Amount was 890"],
    ["Amount > 1 and Status is Done", "“Status is Done” was not met, Status was empty"],
    ["Amount > 1000 or Amount < 5", "“Amount > 1000” was not met, Amount was 890"],
    ["not Amount > 5", "“Amount > 5” was met, Amount was 890"],
    ["Amount > 5", undefined],
  ])("names the comparison and what it saw: %s", (text, answer) => {
    expect(why(text)).toBe(answer);
  });
});
