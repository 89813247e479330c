import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { notionConnection } from "../../../shared/adapters/notion/workspace.ts";
import { toPredicate } from "../../../shared/domain/condition/predicate.ts";
import { withPages } from "../../../shared/domain/related.ts";
import { asRelated, type Row, rowTitle, type SourceSchema } from "../../../shared/domain/row.ts";
import { COLUMNS, OPTIONS, ROLLUPS, someValue, WORDS } from "../../local/notion/query/random-table.ts";
import { ADA, aTable, BOT, type Cells, openWorld, type World } from "../../local/notion/world.ts";
import { fc } from "../../support/fast-check.ts";
import { conditionOf } from "./meaning.ts";
import { type Directory, notionFilter, type TypeOf } from "./notion-filter.ts";

const rowCount = 40;
/** Those of Notion's own clock: a time with another offset is another day there, see below. */
const dates = [
  "2025-04-02",
  "2026-02-10",
  "2026-03-07",
  "2026-03-10",
  "2026-03-10T10:20:00.000+00:00",
  "2026-04-10",
];

let world: World;
let sourceId: string;
let source: SourceSchema;
let rows: Row[];
let directory: Directory;
let typeOf: TypeOf;

beforeAll(async () => {
  world = await openWorld();
  const { notion, ada } = world;
  ({ sourceId } = await aTable(notion, COLUMNS as never));
  const own = { type: "data_source_id", data_source_id: sourceId } as const;
  await notion.dataSources.update({
    data_source_id: sourceId,
    properties: { Related: { relation: { data_source_id: sourceId, single_property: {} } } } as never,
  });
  const rollups = Object.entries(ROLLUPS).map(([name, [column, how]]) => [
    name,
    { rollup: { relation_property_name: "Related", rollup_property_name: column, function: how } },
  ]);
  await notion.dataSources.update({
    data_source_id: sourceId,
    properties: Object.fromEntries(rollups),
  });
  const draws = fc.sample(fc.infiniteStream(fc.nat()), 1)[0] as Iterator<number>;
  const draw = (below: number) => Number(draws.next().value) % below;
  const ids: string[] = [];
  for (let index = 0; index < rowCount; index++) {
    world.clock.pass(draw(3) === 0 ? 86_400 : 60);
    const client = draw(2) === 0 ? notion : ada;
    const cells = Object.keys({ ...COLUMNS, Related: {} }).flatMap((column) => {
      const value = column === "Due" ? aDate(draw) : someValue(draw, column, ids);
      return value ? [[column, value] as const] : [];
    });
    const page = await client.pages.create({ parent: own, properties: Object.fromEntries(cells) as Cells });
    ids.push(page.id);
  }
  const { workspace } = notionConnection({
    token: "ntn_bot",
    baseUrl: world.emulator.url,
    pause: async () => {},
  });
  source = await workspace.source(sourceId);
  const shown = (await workspace.rows(sourceId, { by: "created", from: undefined }, undefined)).rows;
  const pages = new Map(shown.map((row) => [row.id, asRelated(row)]));
  rows = shown.map((row) => ({
    ...row,
    properties: Object.fromEntries(
      Object.entries(row.properties).map(([id, property]) => [id, withPages(property, pages)]),
    ),
  }));
  directory = {
    pages: rows.map((row) => ({ id: row.id, texts: [rowTitle(row)] })),
    people: [ADA, BOT].map((user) => ({
      id: user.id,
      texts: [user.name, "email" in user ? user.email : user.name],
    })),
  };
  typeOf = typesOf(source);
}, 60_000);
afterAll(() => world.close());

function aDate(draw: (below: number) => number): object {
  const start = dates[draw(dates.length + 1)];
  return { date: start === undefined ? null : { start } };
}

const results: Record<string, string> = {
  Double: "number",
  Upper: "rich_text",
  Undone: "checkbox",
  Late: "checkbox",
  Next: "date",
  Sum: "number",
  Latest: "date",
  Names: "rich_text[]",
  Amounts: "number[]",
  Kinds: "select[]",
  Dones: "checkbox[]",
};

function typesOf({ columns }: SourceSchema): TypeOf {
  return (property) => {
    const { name, type } = columns.find(({ id }) => id === property) ?? { name: "", type: "" };
    return results[name] === undefined ? { type } : { type, result: results[name] };
  };
}

const words = WORDS.filter((word) => word !== "").map((word) => `"${word}"`);
const numbers = ["-2", "0", "1", "1.5", "2", "7", "14"];
const times = [
  "2026-03-07",
  "10 March 2026",
  "2026-04-10",
  "today",
  "tomorrow",
  "yesterday",
  "1 week ago",
  "1 month from now",
  "the next week",
  "the past week",
  "the next month",
  "the past month",
  "the past year",
  "the next year",
];
const equal = ["is", "is not", "isn't", "=", "≠"];
const within = ["contains", "does not contain", "doesn't contain", "starts with", "ends with"];
const order = ["<", ">", "<=", "≥"];
const emptiness = ["is empty", "is not empty"];
const named = ["Ada", "Rowbell", "ada@example.com", "Row"];

/** How authors ask of each column: with one of these words and one of these values, or without one. */
const asked: [columns: string[], operators: string[], values: string[]][] = [
  [
    ["Name", "Note", "Link", "Mail", "Phone"],
    [...equal, ...within],
    [...words, "1", "a@example.com", "https://x.example/abc"],
  ],
  [["Amount", "No", "Double", "Sum"], [...equal, ...order, "is more than", "is at most"], numbers],
  [
    ["Amount", "No", "Sum"],
    ["is between", "is not between"],
    ["0 and 1.5", "-2 and 7"],
  ],
  [["Kind"], equal, OPTIONS],
  [["State"], equal, ["Not started", "In progress", "done"]],
  [["Tags"], ["contains", "does not contain"], OPTIONS],
  [
    ["Done", "Undone", "Late"],
    ["is", "is not"],
    ["checked", "unchecked"],
  ],
  [
    ["Due", "Made", "Edited", "Next", "Latest"],
    ["is", ...order, "is before", "is on or after"],
    times.slice(0, 8),
  ],
  [["Due", "Made"], ["is not", "is between", "is not between"], ["2026-03-07 and 2026-03-10"]],
  [["Due", "Made", "Edited"], ["is within"], times.slice(8)],
  [["Who", "Maker", "Editor"], ["is", "is not", "contains", "does not contain"], named],
  [["Related"], ["is", "is not", "contains", "does not contain"], words],
  [["Checked"], ["is", "is not"], ["verified", "expired", "unverified"]],
  [["Upper"], [...equal, ...within], words],
  [["Names"], [...equal, ...within], words],
  [["Amounts"], [...equal, ...order], numbers],
  [["Kinds"], equal, OPTIONS],
  [["Dones"], equal, ["checked", "unchecked"]],
  [
    [
      "Name",
      "Amount",
      "Kind",
      "State",
      "Tags",
      "Due",
      "Who",
      "Files",
      "Link",
      "Related",
      "Upper",
      "Double",
      "Sum",
      "Next",
    ],
    emptiness,
    [""],
  ],
];

const anyTest = fc.oneof(
  ...asked.map(([columns, operators, values]) =>
    fc
      .tuple(fc.constantFrom(...columns), fc.constantFrom(...operators), fc.constantFrom(...values))
      .filter(([, operator, value]) => operator !== "is not" || !value.includes(" and "))
      .map((parts) => parts.join(" ").trim()),
  ),
);
const anySentence = fc.oneof(
  { weight: 3, arbitrary: anyTest },
  { weight: 1, arbitrary: anyTest.map((one) => `not ${one}`) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.array(anyTest, { minLength: 2, maxLength: 3 }), fc.constantFrom(" and ", " or "))
      .map(([parts, join]) => parts.join(join)),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(anyTest, anyTest, anyTest).map(([a, b, c]) => `not (${a} and ${b}) or ${c}`),
  },
);

async function asNotion(filter: object): Promise<string[]> {
  const answer = await world.notion.dataSources.query({ data_source_id: sourceId, filter } as never);
  return answer.results.map(({ id }) => id).sort();
}

function asRowbell(sentence: string): string[] {
  const meets = toPredicate(conditionOf(sentence, source));
  const now = world.clock.now().toISOString();
  return rows.flatMap((row) => (meets(row, now) ? [row.id] : [])).sort();
}

const filterOf = (sentence: string) => notionFilter(conditionOf(sentence, source), typeOf, directory);

describe("a condition that Notion's filters can ask", () => {
  test("is met by the rows that Notion finds", async () => {
    let compared = 0;
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(anySentence, async (sentence) => {
        seen++;
        const filter = filterOf(sentence);
        if (filter === undefined) return;
        compared++;
        expect(asRowbell(sentence)).toEqual(await asNotion(filter));
      }),
      { numRuns: process.env.ROWBELL_TEST_SEED === undefined ? 250 : 3_000 },
    );
    // The others are of the kinds told below.
    expect(compared / seen).toBeGreaterThan(0.7);
  }, 300_000);

  test.each(
    asked.map(([columns, operators, values]) => [columns.join(", "), columns, operators, values] as const),
  )("is compared for %s", async (_title, columns, operators, values) => {
    let found = 0;
    for (const column of columns)
      for (const operator of operators)
        if (filterOf(`${column} ${operator} ${value(operator, values)}`)) found++;
    expect(found).toBeGreaterThan(0);
  });
});

describe("a condition that is otherwise in Notion, on purpose", () => {
  test.each<[why: string, sentence: string, filter: object, cells: Cells, rowbell: boolean]>([
    [
      "a date without a time has no hour",
      "Due < 2026-03-10 09:00",
      { property: "Due", date: { before: "2026-03-10T09:00:00Z" } },
      { Due: { date: { start: "2026-03-10" } } },
      false,
    ],
    [
      "a week begins on Monday",
      "Due is this week",
      { property: "Due", date: { this_week: {} } },
      { Due: { date: { start: "2026-03-15" } } },
      true,
    ],
    [
      "a time belongs to the day that its cell shows",
      "Due is 2026-03-10",
      { property: "Due", date: { equals: "2026-03-10" } },
      { Due: { date: { start: "2026-03-10T23:30:00.000-05:00" } } },
      true,
    ],
    [
      "spaces are spaces, of whatever kind and number",
      "Note is blue lamp",
      { property: "Note", rich_text: { equals: "blue lamp" } },
      { Note: { rich_text: [{ text: { content: "blue\u00a0 lamp" } }] } },
      true,
    ],
    [
      "quotes are quotes, straight or not",
      "Note contains it's",
      { property: "Note", rich_text: { contains: "it's" } },
      { Note: { rich_text: [{ text: { content: "It’s late" } }] } },
      true,
    ],
  ])("%s: %s", async (_why, sentence, filter, cells, rowbell) => {
    const parent = { type: "data_source_id", data_source_id: sourceId } as const;
    const { id } = await world.notion.pages.create({ parent, properties: cells });
    const { workspace } = notionConnection({
      token: "ntn_bot",
      baseUrl: world.emulator.url,
      pause: async () => {},
    });
    const row = (await workspace.row(id)) as Row;
    world.clock.ms = Date.parse("2026-03-10T12:00:00Z");
    const meets = toPredicate(conditionOf(sentence, source))(row, world.clock.now().toISOString());
    expect(meets).toBe(rowbell);
    expect((await asNotion(filter)).includes(id)).toBe(!rowbell);
  });
});

const value = (operator: string, values: string[]) =>
  operator === "is not" ? values[0]?.split(" and ")[0] : values[0];
