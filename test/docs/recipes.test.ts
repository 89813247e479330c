import { describe, expect, it } from "vitest";
import type { ChangeEvent } from "../../shared/domain/change.ts";
import type { Delivery } from "../../shared/domain/delivery.ts";
import type { Column, Row, Value } from "../../shared/domain/row.ts";
import type { Rule } from "../../shared/domain/rule.ts";
import { evaluate, evaluateMoment, prepareRules } from "../../shared/pipeline/judge/evaluate.ts";
import { compileRule } from "../../shared/pipeline/rules/compile-rule.ts";
import { runnerFor } from "../../shared/registry.ts";
import { aColumn, anOption, aRow, aRuleRow, aSource, columnId, now } from "../support/builders.ts";
import { noPorts } from "../support/render-mail.ts";
import { type Recipe, readRecipes } from "./read-recipes.ts";
import { type Example, examples, type Said } from "./recipe-examples.ts";

const options = {
  Status: [
    "Open",
    "Shipped",
    "Done",
    "Lost",
    "Cancelled",
    "Needs approval",
    "Approved",
    "Confirmed",
    "Closed",
  ],
  Tags: ["Legal", "Money", "Press"],
  Priority: ["Low", "Urgent"],
};
const types: Record<string, Value["type"]> = {
  Name: "title",
  Email: "email",
  Tracking: "url",
  Notes: "rich_text",
  Customer: "relation",
  Tags: "multi_select",
  Owner: "people",
  Approver: "people",
  Status: "status",
  Priority: "select",
  Paid: "checkbox",
  ...Object.fromEntries(["Amount", "Stock", "Score"].map((name) => [name, "number"])),
  ...Object.fromEntries(["Due", "Shipped on", "Sent on", "Ends", "Closed on"].map((name) => [name, "date"])),
};
const columns = Object.entries(types).map(([name, type]): Column => {
  const own = options[name as keyof typeof options];
  return aColumn(name, type, own ? { options: own.map(anOption) } : {});
});
const source = aSource({ columns });

function cellOf(name: string, said: string | number | boolean): Value {
  const text = String(said);
  switch (types[name]) {
    case "number":
      return { type: "number", value: Number(said) };
    case "checkbox":
      return { type: "checkbox", value: said === true };
    case "date":
      return { type: "date", value: { start: text } };
    case "status":
      return { type: "status", value: anOption(text) };
    case "select":
      return { type: "select", value: anOption(text) };
    case "people":
      return {
        type: "people",
        value: [{ id: text, name: text, email: `${text.split(" ")[0]?.toLowerCase()}@example.com` }],
      };
    case "relation": {
      const [title = "", email = ""] = text.split(" <");
      return { type: "relation", value: [text], pages: { [text]: { title, email: email.replace(">", "") } } };
    }
    case "multi_select":
      return { type: "multi_select", value: text.split(", ").map(anOption) };
    case "email":
      return { type: "email", value: text };
    case "title":
      return { type: "title", value: [{ text }] };
    default:
      throw new Error(`no cell for ${name}`);
  }
}

const rowOf = (said: Said): Row =>
  aRow(Object.fromEntries(Object.entries(said).map(([name, value]) => [name, cellOf(name, value)])));

function ruleOf({ name, cells, page }: Recipe): Rule {
  const row = aRuleRow({
    name,
    when: cells.When ?? "",
    which: cells.Which ?? "",
    condition: cells.If ?? "",
    action: cells.Then ?? "",
    to: cells.To ?? "",
    subject: cells.Subject ?? "",
    options: cells.Options ?? "",
    body: page,
  });
  const { value, problems } = compileRule(row, source);
  if (!value) throw new Error(problems.map(({ column, message }) => `${column}: ${message}`).join("\n"));
  return { ...value, version: 1, connectionId: "main" };
}

/** What the rule owes for what happens, as the engine judges it. */
function owed(rule: Rule, { before, after, removed, at }: Example): Delivery | undefined {
  const rules = prepareRules([{ rule, dryRun: false }]);
  const row = rowOf(after);
  if (at !== undefined) {
    const [evaluator] = rules.all;
    const clock = evaluator?.clock();
    if (clock?.per === "source")
      expect(clock.next(rule.trigger.config, "UTC", new Date(Date.parse(at) - 1).toISOString())).toBe(at);
    return evaluator && evaluateMoment(evaluator, row, 5, at, { seenAt: at, dueAt: at });
  }
  const old = before ? rowOf(before) : null;
  const changed = Object.keys({ ...old?.properties, ...row.properties }).filter(
    (id) => JSON.stringify(old?.properties[id]) !== JSON.stringify(row.properties[id]),
  );
  const op = removed ? "delete" : old ? "update" : "create";
  const change: ChangeEvent = { op, before: removed ? row : old, after: row, changed, revision: 5, at: now };
  return evaluate(rules, change, { seenAt: now, dueAt: now })[0];
}

function made(rule: Rule, delivery: Delivery): unknown {
  return runnerFor(rule.action.type).render(
    rule.action.input,
    {
      values: delivery.values,
      row: { url: delivery.rowUrl },
      rule: { name: rule.name },
      seenAt: delivery.seenAt,
      timeZone: rule.options.timeZone,
      locale: rule.options.locale,
    },
    noPorts,
  );
}

describe("a recipe of the documentation", () => {
  const recipes = readRecipes();

  it("has an example each", () => {
    expect(recipes.map(({ name }) => name)).toEqual(Object.keys(examples));
    expect(recipes.length).toBeGreaterThanOrEqual(20);
  });

  it.each(recipes.map((recipe) => [recipe.name, recipe] as const))("works: %s", async (name, recipe) => {
    const [fires, quiet] = examples[name] ?? [];
    if (!fires || !quiet) throw new Error("no example");
    const rule = ruleOf(recipe);
    const delivery = owed(rule, fires);
    if (!delivery) throw new Error(`it does not fire for ${JSON.stringify(fires)}`);
    expect(delivery.refusal).toBeUndefined();
    const message = await made(rule, delivery);
    const { makes } = fires;
    if (makes && "sets" in makes) {
      const sets = Object.entries(makes.sets).map(([column, cell]) => [columnId(column), cell]);
      expect(message).toMatchObject({ cells: Object.fromEntries(sets) });
    } else {
      const mail = message as { to: string[]; subject: string; text: string };
      expect({ to: mail.to.join(", "), subject: mail.subject }).toEqual({
        to: makes?.to,
        subject: makes?.subject,
      });
      // Lines of plain text are broken.
      for (const words of makes?.says ?? []) expect(mail.text.replace(/\n(?!\n)/g, " ")).toContain(words);
      expect(mail.text).not.toContain("{{");
    }
    expect(owed(rule, quiet)).toBeUndefined();
  });
});
