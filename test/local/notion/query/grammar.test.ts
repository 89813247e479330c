import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aTable, openWorld, query, type World } from "../world.ts";

let world: World;
let sourceId: string;
beforeAll(async () => {
  world = await openWorld();
  ({ sourceId } = await aTable(world.notion, {
    Name: { title: {} },
    Kind: { select: {} },
    Double: { formula: { expression: "2" } },
  }));
});
afterAll(() => world.close());

const ask = (filter: unknown) => query(world.notion, sourceId, { filter: filter as never });
const undefinedAt = (place: string) => `${place} should be defined, instead was \`undefined\`.`;

describe("a filter that does not fit the grammar", () => {
  test("is told all the forms there are", async () => {
    const keys =
      "or and title rich_text url email phone_number number unique_id checkbox select status multi_select date created_time last_edited_time people created_by last_edited_by relation files verification formula rollup";
    const lines = keys.split(" ").map((key) => undefinedAt(`body.filter.${key}`));

    await expect(ask({})).rejects.toThrow(`body failed validation. Fix one:\n${lines.join("\n")}`);
    await expect(ask({ property: "Name", text: { equals: "x" } })).rejects.toThrow(
      "Fix one:\nbody.filter.or ",
    );
    await expect(ask({ property: "Kind", select: {} })).rejects.toThrow(
      `Fix one:\n${["equals", "does_not_equal", "is_empty", "is_not_empty"].map((name) => undefinedAt(`body.filter.select.${name}`)).join("\n")}`,
    );
    await expect(ask({ property: "Double", formula: {} })).rejects.toThrow(
      undefinedAt("body.filter.formula.string"),
    );
  });

  test.each([
    [{ select: { equals: "x" } }, /body\.filter\.property should be defined/],
    [
      { property: "Kind", select: { equals: "x" }, title: { equals: "x" } },
      /body\.filter\.title should be not present/,
    ],
    [
      { property: "Kind", select: { is_empty: false } },
      /select\.is_empty should be `true`, instead was `false`/,
    ],
    [{ and: [], or: [] }, /body\.filter\.and should be not present/],
    [
      { and: [{ property: "Kind", select: { equals: 1 } }] },
      /body\.filter\.and\[0\]\.select\.equals should be a string/,
    ],
    [
      { timestamp: "created_time", created_time: { past_week: {} }, more: 1 },
      /body\.filter\.more should be not present/,
    ],
    [{ timestamp: "created_time", created_time: { past_week: null } }, /past_week should be an object/],
    [
      { property: "Double", formula: { number: { equals: 1 }, checkbox: { equals: true } } },
      /formula\.number should be not present/,
    ],
    [
      { property: "Double", rollup: { any: { number: { equals: 1 }, date: { past_week: {} } } } },
      /rollup\.any\.date should be not present/,
    ],
    [{ timestamp: "created", created: {} }, /body\.filter\.timestamp should be `"created_time"` or/],
    [{ property: "Name", title: { equals: ["a"] } }, /body\.filter\.title\.equals should be a string/],
    [
      { property: "Name", verification: { status: "maybe" } },
      /verification\.status should be `"verified"` or `"expired"`/,
    ],
  ])("is refused: %j", async (filter, message) => {
    await expect(ask(filter)).rejects.toThrow(message);
  });

  test("is told of its shape before a property that is not there", async () => {
    const both = {
      and: [
        { property: "Nope", select: { equals: "x" } },
        { property: "Kind", select: { equals: 1 } },
      ],
    };

    await expect(ask(both)).rejects.toThrow("body.filter.and[1].select.equals should be a string");
  });

  test("lets an unknown option match nothing", async () => {
    expect(await ask({ property: "Kind", select: { equals: "Nope" } })).toEqual([]);
  });
});
