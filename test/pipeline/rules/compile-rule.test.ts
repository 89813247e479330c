import { describe, expect, test } from "vitest";
import { defaultOptions } from "../../../shared/domain/options.ts";
import { actions, triggers } from "../../../shared/generated/registry.ts";
import { compileRule } from "../../../shared/pipeline/rules/compile-rule.ts";
import { aRuleRow, aSource, columnId } from "../../support/builders.ts";

const labels = (definitions: readonly { label: string }[]) =>
  definitions.map(({ label }) => label).join(", ");

describe("a rule as its author wrote it", () => {
  test("is bound to the ids of its source and summed up in a sentence", () => {
    const row = aRuleRow({ condition: "Paid is checked", to: "{{ Email }}", subject: "{{ before.Status }}" });
    const { value } = compileRule(row, aSource());
    expect(value).toMatchObject({
      id: "rule-ship",
      name: "Tell the customer",
      sourceId: "source-orders",
      sourceName: "Orders",
      trigger: { type: "row-changes", config: { property: columnId("Status") } },
      condition: { kind: "test", property: columnId("Paid"), operator: "is" },
      action: { type: "send-email" },
      scope: "row",
      options: defaultOptions,
      looksAt: [columnId("Status")],
      renders: { before: [columnId("Status")], after: [columnId("Email")] },
      bindings: {
        [columnId("Paid")]: { names: ["Paid"], type: "checkbox" },
        [columnId("Email")]: { names: ["Email"], type: "email" },
        [columnId("Status")]: { names: ["Status"], type: "status", options: { "option-Done": "Done" } },
      },
      summary: 'e-mail the address in "Email" when Status changes to Done in Orders, if Paid is checked',
    });
    expect(JSON.parse(JSON.stringify(value))).toEqual(value);
  });

  test("sums up the options that differ from the defaults", () => {
    const row = aRuleRow({ options: "hold above: 500 rows\nlimit: 200 an hour" });
    const { value } = compileRule(row, aSource());
    expect(value?.options).toEqual({
      ...defaultOptions,
      limits: { rowsPerPoll: 500, rowsPerHour: 200 },
    });
    expect(value?.summary).toBe(
      'e-mail the address in "Email" when Status changes to Done in Orders (held above 500 rows at once)',
    );
  });

  test("reads numbers and dates as its locale writes them", () => {
    const row = aRuleRow({ condition: "Total > 1,000", options: "locale: en-GB" });
    expect(compileRule(row, aSource()).value?.condition).toMatchObject({ value: { number: 1000 } });
    const update = aRuleRow({
      action: "Update row",
      to: "",
      subject: "",
      which: "Total to 1.000",
      options: "locale: de\nset: Total to 2.000",
    });
    expect(compileRule(update, aSource()).value).toMatchObject({
      trigger: { config: { to: { value: { number: 1000 } } } },
      action: { input: { assignments: [{ tests: [{ value: { number: 2000 } }] }] } },
    });
  });

  test.each(["Row is added", "Row is removed", "Row starts to match", "On a schedule"])(
    "%s asks of no value before",
    (when) => {
      const which = when === "On a schedule" ? "every day at 8" : "";
      const row = aRuleRow({ when, which, condition: "Paid is checked and Status was Doing" });
      expect(compileRule(row, aSource()).problems).toContainEqual({
        column: "If",
        message:
          '"Status was Doing" asks what a change was, and only "Row changes" in When knows one before and after; choose that, or write what the row is',
      });
    },
  );

  test("looks at any column when its trigger does", () => {
    expect(compileRule(aRuleRow({ which: "" }), aSource()).value?.looksAt).toBe("any");
  });

  test("has no condition when If is empty", () => {
    const { value } = compileRule(aRuleRow({ when: "Row is added", which: "" }), aSource());
    expect(value?.condition).toBeNull();
    expect(value?.summary).toBe('e-mail the address in "Email" when a row is added to Orders');
  });

  test.each(["row CHANGES", "Row\u00a0changes"])("finds %j among the choices", (when) => {
    expect(compileRule(aRuleRow({ when }), aSource()).value?.trigger.type).toBe("row-changes");
  });

  test("is answered with every mistake, each in its own column", () => {
    const row = aRuleRow({
      which: "Stauts",
      condition: "Priority is Hihg",
      to: "ada@",
      subject: "",
      options: "digest: now and then\nlimit: many",
    });
    const { problems } = compileRule(row, aSource());
    expect(problems?.map(({ column }) => column)).toEqual([
      "Which",
      "If",
      "To",
      "Subject",
      "Options",
      "Options",
    ]);
    expect(problems?.find(({ column }) => column === "If")?.message).toBe(
      '"Priority" has no option "Hihg". Its options are Low, High, Now or never, R&D and more, Large (XL) — did you mean High?',
    );
    expect(problems?.at(-1)?.message).toBe(
      'I can\'t read "limit: many". Write "limit: 1000 an hour" or "limit: none"',
    );
  });

  test.each([
    ["", `Choose one of: ${labels(triggers)}.`],
    ["Row sings", `"Row sings" isn't available yet. Choose one of: ${labels(triggers)}.`],
  ])("is answered when When is %j", (when, message) => {
    expect(compileRule(aRuleRow({ when }), aSource()).problems).toEqual([{ column: "When", message }]);
  });

  test.each([
    ["", `Choose one of: ${labels(actions)}.`],
    ["Send a fax", `"Send a fax" isn't available yet. Choose one of: ${labels(actions)}.`],
  ])("is answered when Then is %j", (action, message) => {
    expect(compileRule(aRuleRow({ action }), aSource()).problems).toEqual([{ column: "Then", message }]);
  });

  test("is answered in If when its When needs a condition", () => {
    const row = aRuleRow({ when: "Row starts to match", which: "" });
    expect(compileRule(row, aSource()).problems).toEqual([
      { column: "If", message: '"Row starts to match" needs a condition in If, like: Priority is High' },
    ]);
  });
});
