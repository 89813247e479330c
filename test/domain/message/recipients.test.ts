import { describe, expect, test } from "vitest";
import { recipients } from "../../../shared/domain/message/recipients.ts";
import type { Value } from "../../../shared/domain/row.ts";
import { compileTemplate } from "../../../shared/domain/template/compile-template.ts";
import { aContext, orders, words } from "./a-message.ts";

function to(text: string, cells: Record<string, Value> = {}) {
  const { template, problem } = compileTemplate(text, orders, "To");
  if (template === undefined) throw new Error(problem);
  return recipients(template, aContext(cells));
}

describe("the recipients of a row", () => {
  test("come from written addresses and from cells, each once", () => {
    const cells: Record<string, Value> = {
      "Customer email": { type: "email", value: "Ada@Example.com" },
      Name: words("bo@example.com; ada@example.com"),
    };
    expect(to("{{ Customer email }}, team@example.com\n{{ Name }} team@EXAMPLE.com", cells).to).toEqual([
      "Ada@example.com",
      "team@example.com",
      "bo@example.com",
    ]);
  });

  test("may be put together from a cell and text around it", () => {
    expect(to("{{ Name }}@example.com", { Name: words("ada") }).to).toEqual(["ada@example.com"]);
  });

  test("cannot be widened by a cell that is a part of an address", () => {
    expect(to("{{ Name }}@example.com", { Name: words("eve@evil.example, ada") }).problem).toMatch(
      /is not an e-mail/,
    );
  });

  test("stop the message when one of them is no address", () => {
    expect(to("ada@example.com, {{ Name }}", { Name: words("bo@nowhere") }).problem).toBe(
      'To: "bo@nowhere" is not an e-mail address I can send to; it needs the form name@example.com',
    );
  });

  test("are at most fifty", () => {
    const many = Array.from({ length: 51 }, (_, index) => `a${index}@example.com`).join(" ");
    expect(to("{{ Name }}", { Name: words(many) }).problem).toMatch(/^To holds 51 addresses/);
  });

  test("that are missing are explained", () => {
    expect(to("{{ Customer email }}", { "Customer email": { type: "email", value: null } }).problem).toBe(
      'To is empty for this row: "Customer email" has no value',
    );
    const people: Value = { type: "people", value: [{ id: "u", name: "Ada" }] };
    expect(to("{{ Name }}", { Name: people }).problem).toBe(
      'To is empty for this row: "Name" has no e-mail address',
    );
    expect(to("{{ Name }}").problem).toBe("To is empty for this row");
  });
});
