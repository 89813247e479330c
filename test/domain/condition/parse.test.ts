import { describe, expect, test } from "vitest";
import type { Condition, Test } from "../../../shared/domain/condition/condition.ts";
import { parseCondition } from "../../../shared/domain/condition/parse.ts";
import type { SourceSchema } from "../../../shared/domain/row.ts";
import { aColumn, anOption, aSource } from "../../support/builders.ts";
import { conditionOf, shape } from "./meaning.ts";

function textColumns(...names: string[]): SourceSchema {
  return aSource({ columns: names.map((name) => aColumn(name, "rich_text")) });
}

describe("how a condition is read", () => {
  test.each([
    ["Total > 1 and Total < 9 and Paid is checked", "([Total > 1] and [Total < 9] and [Paid is true])"],
    ["Total > 1 and Total < 9 or Paid is checked", "(([Total > 1] and [Total < 9]) or [Paid is true])"],
    ["Total > 1 or Total < 9 and Paid is checked", "([Total > 1] or ([Total < 9] and [Paid is true]))"],
    ["not Total > 1 and Paid is checked", "(not [Total > 1] and [Paid is true])"],
    ["not (Total > 1 and Paid is checked)", "not ([Total > 1] and [Paid is true])"],
    ["((Total > 1))", "[Total > 1]"],
  ])("%s", (sentence, expected) => {
    expect(shape(conditionOf(sentence))).toBe(expected);
  });

  test("keeps each comparison as it is written, for the explanation", () => {
    const condition = conditionOf("not (Total>5  or Name is “Lamp”)") as Condition & { kind: "not" };
    const of = (condition.of as Condition & { kind: "or" }).of as Test[];
    expect(of.map(({ text }) => text)).toEqual(["Total>5", 'Name is "Lamp"']);
  });
});

describe("a column's name in a condition", () => {
  test.each([
    [["Not sure"], "Not sure is x", "[Not sure is x]"],
    [["Not"], "not Not is x", "not [Not is x]"],
    [["Not", "Name"], "not Name is x", "not [Name is x]"],
    [["Not"], "Not is x", "[Not is x]"],
    [["Due or paid"], "Due or paid is x", "[Due or paid is x]"],
    [["Due", "Due or paid"], "Due or paid is x or Due is x", "([Due or paid is x] or [Due is x])"],
    [["Due or paid"], '"Due or paid" is x', "[Due or paid is x]"],
    [["Due or paid"], "‘due or paid’ is x", "[Due or paid is x]"],
    [["Is it"], "Is it is x", "[Is it is x]"],
    [["Is"], "is is is", "[Is is is]"],
    [["Paid", "Paid is"], "Paid is x", "[Paid is x]"],
    [["Paid", "Paid is"], "Paid is is x", "[Paid is is x]"],
    [["contains"], "contains contains x", "[contains contains x]"],
    [["="], "= = x", "[= is x]"],
    [["and"], "and is x and and is y", "([and is x] and [and is y])"],
    [["(net)"], "(net) is x", "[(net) is x]"],
    [["net"], "(net is x)", "[net is x]"],
    [["Price (net)"], "(price (net) is x)", "[Price (net) is x]"],
    [["To do", "Todo"], "Todo is x and to do is y", "([Todo is x] and [To do is y])"],
    [["status", "Status"], "Status is x or status is x", "([Status is x] or [status is x])"],
    [["Due", "Due date", "Due date (new)"], "due date (new) is x", "[Due date (new) is x]"],
    [["Name"], "Name=x", "[Name is x]"],
    [["🎁 Gift"], "🎁 gift is x", "[🎁 Gift is x]"],
    [["🎁"], "🎁 is x", "[🎁 is x]"],
    [["状態"], "状態 is 完了", "[状態 is 完了]"],
    [["स्थिति", "स्थ"], "स्थिति is x", "[स्थिति is x]"],
    [["İstanbul"], "İstanbul is x", "[İstanbul is x]"],
    [["Größe"], "GRÖßE is x", "[Größe is x]"],
    [["Cafe\u0301"], "Caf\u00e9 is x", "[Cafe\u0301 is x]"],
    [["Caf\u00e9"], "cafe\u0301 is x", "[Caf\u00e9 is x]"],
    [['12" pipe'], '12" pipe is x', '[12" pipe is x]'],
    [['"Big" size'], '"Big" size is x', '["Big" size is x]'],
    [["Customer’s name"], "Customer's name is x", "[Customer’s name is x]"],
    [["Customer's name"], "Customer’s  name is x", "[Customer's name is x]"],
    [["Due\u00a0date"], "Due date is x", "[Due\u00a0date is x]"],
    [[" Padded "], "Padded is x", "[ Padded  is x]"],
    [["Padded"], '" padded " is x', "[Padded is x]"],
  ])("%j reads %s", (names, sentence, expected) => {
    expect(shape(conditionOf(sentence, textColumns(...names)))).toBe(expected);
  });

  test.each([
    ["Name", "Names is x"],
    ["Due date", "Duedate is x"],
    ["स्थ", "स्थिति is x"],
  ])("%s is not found in %s", (name, sentence) => {
    expect(parseCondition(sentence, textColumns(name))).toEqual({
      problem: expect.stringContaining("I can't find"),
    });
  });
});

describe("an option's name in a condition", () => {
  test.each([
    [["done", "Done"], "Status is Done", "[Status is Done]"],
    [["Done", "Done or dusted"], "Status is done or dusted", "[Status is Done or dusted]"],
    [
      ["Done", "Done or dusted"],
      "Status is Done or Status is done or dusted",
      "([Status is Done] or [Status is Done or dusted])",
    ],
    [["Not yet", "Not yet and never"], "Status is not yet and never", "[Status is Not yet and never]"],
    [["> 100"], "Status is > 100", "[Status is > 100]"],
    [['"Big"'], 'Status is "Big"', '[Status is "Big"]'],
    [["Empty"], 'Status is "Empty"', "[Status is Empty]"],
    [["a)"], "(Status is a))", "[Status is a)]"],
  ])("%j: %s", (names, sentence, expected) => {
    const source = aSource({ columns: [aColumn("Status", "select", { options: names.map(anOption) })] });
    expect(shape(conditionOf(sentence, source))).toBe(expected);
  });
});
