import { describe, expect, test } from "vitest";
import { type Bindings, bindingsOf, boundView, lostBindings } from "../../shared/domain/bindings.ts";
import type { Test } from "../../shared/domain/condition/condition.ts";
import type { Column, SourceSchema } from "../../shared/domain/row.ts";
import { aColumn, anOption, aSource, columnId } from "../support/builders.ts";

const isDone: Test = {
  kind: "test",
  property: columnId("Status"),
  column: "Status",
  text: "Status is Done",
  operator: "is",
  value: { type: "option", option: anOption("Done") },
};

const source = aSource({
  columns: [
    aColumn("Name", "title"),
    aColumn("Status", "status", { options: ["Doing", "Done"].map(anOption) }),
    aColumn("Email", "email"),
  ],
});
const bindings: Bindings = bindingsOf([columnId("Email")], [isDone], source);

function changed(name: string, change: Partial<Column> | null, added: Column[] = []): SourceSchema {
  const columns = source.columns.flatMap((column) => {
    if (column.name !== name) return [column];
    return change === null ? [] : [{ ...column, ...change }];
  });
  return { ...source, columns: [...columns, ...added] };
}

const idsByName = (view: SourceSchema) => Object.fromEntries(view.columns.map(({ id, name }) => [name, id]));

describe("what a rule's names are bound to", () => {
  test("is kept by id with the name, the type and the options that the text names", () => {
    expect(bindings).toEqual({
      [columnId("Email")]: { names: ["Email"], type: "email" },
      [columnId("Status")]: { names: ["Status"], type: "status", options: { "option-Done": "Done" } },
    });
    expect(lostBindings(bindings, source)).toEqual([]);
  });

  test("stays the same column when it is renamed and another takes over its name", () => {
    const now = changed("Email", { name: "Private", formerNames: ["Email"] }, [
      { id: "new", name: "email", type: "email" },
    ]);
    expect(lostBindings(bindings, now)).toEqual([]);
    const ids = idsByName(boundView(now, bindings));
    expect(ids).toEqual({ Name: columnId("Name"), Status: columnId("Status"), Email: columnId("Email") });
  });

  test("stays the same option when it is renamed and another takes over its name", () => {
    const options = [
      { id: "option-Done", name: "Shipped" },
      { id: "new", name: "done" },
    ];
    const now = changed("Status", { options });
    expect(lostBindings(bindings, now)).toEqual([]);
    const view = boundView(now, bindings);
    expect(view.columns.find(({ name }) => name === "Status")?.options).toEqual([anOption("Done")]);
  });

  test("is a column that was made anew under the name and type of a removed one", () => {
    const now = changed("Email", null, [{ id: "new", name: "Email", type: "email" }]);
    expect(lostBindings(bindings, now)).toEqual([]);
    expect(idsByName(boundView(now, bindings))).toMatchObject({ Email: "new" });
  });

  test("is an option that was made anew under the name of a removed one", () => {
    const now = changed("Status", { options: [{ id: "new", name: "Done" }] });
    expect(lostBindings(bindings, now)).toEqual([]);
  });

  test.each<[what: string, now: SourceSchema, message: string]>([
    [
      "the column is removed",
      changed("Email", null),
      'Orders has no column "Email" any more. Bring it back in Notion, or change what this rule says of it',
    ],
    [
      "another column was given the name of a removed one",
      changed("Email", null, [{ id: "other", name: "Email", type: "email", formerNames: ["Boss"] }]),
      'Orders has no column "Email" any more. Bring it back in Notion, or change what this rule says of it',
    ],
    [
      "the column has another type",
      changed("Status", { name: "Stage", type: "rich_text" }),
      '"Stage" in Orders is of the type text now, and was status. Change it back in Notion, or edit this rule so that it fits',
    ],
    [
      "the option is removed",
      changed("Status", { options: [anOption("Doing")] }),
      '"Status" in Orders has no option "Done" any more. Add it again in Notion, or name another one in this rule: Doing',
    ],
  ])("is lost when %s", (_what, now, message) => {
    expect(lostBindings(bindings, now)).toEqual([message]);
  });
});
