import { describe, expect, test } from "vitest";
import { formerView, rememberNames } from "../../shared/domain/former-names.ts";
import { aColumn, aSource } from "../support/builders.ts";

const named = (...names: string[]) =>
  aSource({ columns: names.map((name, index) => ({ id: `c${index}`, name, type: "number" })) });

describe("the names that columns had before", () => {
  test("are remembered, newest first, when the schema is read anew", () => {
    let schema = rememberNames(undefined, named("A", "X"));
    expect(schema.columns.some((column) => column.formerNames)).toBe(false);
    for (const name of ["B", "C", "A", "D"]) schema = rememberNames(schema, named(name, "X"));
    expect(schema.columns[0]).toMatchObject({ name: "D", formerNames: ["A", "C", "B"] });
    expect(schema.columns[1]).not.toHaveProperty("formerNames");
  });

  test("are a limited number", () => {
    let schema = named("0");
    for (let count = 1; count < 30; count++) schema = rememberNames(schema, named(String(count)));
    expect(schema.columns[0]?.formerNames).toHaveLength(10);
  });

  test("also find a column, as far as no other is called so now", () => {
    const source = aSource({
      columns: [
        aColumn("Stage", "status", { formerNames: ["Status", "State"] }),
        aColumn("state", "number"),
        aColumn("Other", "number", { formerNames: ["STATUS", "Sum"] }),
      ],
    });
    expect(formerView(source)?.columns.map(({ id, name }) => [name, id])).toEqual([
      ["Stage", "~Stage"],
      ["state", "~state"],
      ["Other", "~Other"],
      ["Status", "~Stage"],
      ["Sum", "~Other"],
    ]);
    expect(formerView(aSource())).toBeUndefined();
  });
});
