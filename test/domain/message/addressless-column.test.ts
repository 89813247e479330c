import { describe, expect, test } from "vitest";
import { addresslessColumn } from "../../../shared/domain/message/addressless-column.ts";
import { compileTemplate } from "../../../shared/domain/template/compile-template.ts";
import { aColumn, aSource } from "../../support/builders.ts";

const columns = [aColumn("Name", "title"), aColumn("Amount", "number"), aColumn("Mail", "email")];
const source = aSource({ name: "Orders", columns });

function problemOf(to: string, of = source): string | undefined {
  return addresslessColumn(compileTemplate(to, of, "To").template ?? [], of);
}

describe("a column in To that can hold no address", () => {
  test("is told, with those that do", () => {
    expect(problemOf("{{ Amount }}")).toBe(
      '"Amount" is a number column and holds no e-mail address; Orders has addresses in "Mail"',
    );
    expect(problemOf("{{ Amount }}", aSource({ columns: columns.slice(0, 2) }))).toContain(
      "write an address, like ada@example.com",
    );
  });

  test.each(["{{ Mail }}", "{{ Name }}", "team-{{ Amount }}@example.com", "ada@example.com"])(
    "is not seen in %j",
    (to) => {
      expect(problemOf(to)).toBeUndefined();
    },
  );
});
