import { describe, expect, test } from "vitest";
import { unknownColumn } from "../../shared/domain/unknown-column.ts";

function source(...names: string[]) {
  return { id: "s", name: "Orders", columns: names.map((name) => ({ id: name, name, type: "rich_text" })) };
}

describe("a name that is no column", () => {
  test("lists the columns and suggests the one that is meant", () => {
    expect(unknownColumn("Stauts", source("Name", "Status", "Email"))).toBe(
      `I can't find "Stauts" in Orders. Its columns are Name, Status, Email — did you mean Status?`,
    );
  });

  test("suggests nothing when nothing is close", () => {
    expect(unknownColumn("Colour", source("Name", "Status"))).toBe(
      `I can't find "Colour" in Orders. Its columns are Name, Status`,
    );
    expect(unknownColumn("Id", source("No", "Tag"))).not.toContain("did you mean");
  });

  test("prefers the closest of several", () => {
    expect(unknownColumn("Statu", source("Stats", "Status"))).toContain("did you mean Stats?");
    expect(unknownColumn("status code", source("Status codes", "Status node"))).toContain("Status codes?");
  });

  test("lists a dozen columns and counts the rest", () => {
    const many = source(...Array.from({ length: 17 }, (_, index) => `C${index}`));
    expect(unknownColumn("Other", many)).toMatch(/C11 and 5 more$/);
  });

  test("reads well for sources with one column or none", () => {
    expect(unknownColumn("X", source("Name"))).toContain("Its only column is Name");
    expect(unknownColumn("X", source())).toContain("It has no columns");
  });
});
