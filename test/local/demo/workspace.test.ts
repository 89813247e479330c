import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, type DataSourceObjectResponse, type PageObjectResponse } from "@notionhq/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEMO_TOKENS, DEMO_USERS, MAYA, PERSON_TOKEN, ROWBELL_TOKEN } from "../../../local/demo/users.ts";
import { type Demo, seedDemo } from "../../../local/demo/workspace.ts";
import { type NotionEmulator, startNotionEmulator } from "../../../local/notion/emulator.ts";

const NOW = new Date("2026-03-10T10:20:30Z");
const folder = mkdtempSync(join(tmpdir(), "demo-"));
let emulator: NotionEmulator;
let notion: Client;
let demo: Demo;

beforeAll(async () => {
  emulator = await startNotionEmulator({
    port: 0,
    dataFile: join(folder, "notion.db"),
    clock: { now: () => NOW },
    tokens: DEMO_TOKENS,
    users: DEMO_USERS,
  });
  const client = (auth: string) =>
    new Client({ auth, baseUrl: emulator.url, notionVersion: "2026-03-11", retry: false });
  demo = await seedDemo(client(PERSON_TOKEN), NOW, { Then: ["Send email", "Ring a phone"] });
  notion = client(ROWBELL_TOKEN);
});

afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

async function table(databaseId: string) {
  const database = await notion.databases.retrieve({ database_id: databaseId });
  const id = "data_sources" in database ? (database.data_sources[0]?.id ?? "") : "";
  const source = (await notion.dataSources.retrieve({ data_source_id: id })) as DataSourceObjectResponse;
  const { results } = await notion.dataSources.query({ data_source_id: id });
  return { source, rows: results as PageObjectResponse[] };
}

function plain(row: PageObjectResponse | undefined, name: string): unknown {
  const property = row?.properties[name] as unknown as Record<string, unknown> & { type: string };
  const value = property[property.type];
  if (Array.isArray(value) && property.type.match(/title|rich_text/)) {
    return value.map((one) => one.plain_text).join("");
  }
  return (value as { name?: string } | null)?.name ?? value;
}

describe("the demo workspace", () => {
  test("offers what a rule can do, once each", async () => {
    const { source } = await table(demo.rulesDatabaseId);
    const { Then } = source.properties as unknown as { Then: { select: { options: { name: string }[] } } };
    expect(Then.select.options.map(({ name }) => name)).toEqual([
      "Send email",
      "Ring a phone",
      "Style mails",
    ]);
  });

  test("holds thirty orders, each with an owner, a customer and a total", async () => {
    const { source, rows } = await table(demo.ordersDatabaseId);

    expect(rows).toHaveLength(30);
    expect(Object.values(source.properties).map(({ type }) => type)).toEqual(
      expect.arrayContaining(
        ["title", "status", "select", "multi_select", "number", "date", "people", "email", "url"].concat([
          "checkbox",
          "relation",
          "formula",
        ]),
      ),
    );
    for (const row of rows) {
      expect(row.created_by.id).toBe(MAYA.id);
      expect(plain(row, "Customer email")).toMatch(/@example\.com$/);
      expect(plain(row, "Owner")).toHaveLength(1);
      expect(plain(row, "Total with VAT")).toMatchObject({ type: "number", number: expect.any(Number) });
    }
    expect(new Set(rows.map((row) => plain(row, "Status")))).toEqual(
      new Set(["New", "Packing", "Shipped", "Delivered", "Cancelled"]),
    );
  });

  test("shows at each customer the orders and what they come to", async () => {
    const { rows } = await table(demo.customersDatabaseId);

    const orders = rows.flatMap((row) => plain(row, "Orders") as unknown[]);
    expect(orders).toHaveLength(30);
    expect(plain(rows[0], "Spent")).toMatchObject({ type: "number", number: 890 + 780 + 3200 + 690 });
  });

  test("has three rules, two of them live, that watch by mention, and a style for their mails", async () => {
    const { rows } = await table(demo.rulesDatabaseId);

    expect(rows.map((row) => [plain(row, "Rule"), plain(row, "State"), plain(row, "Watch")])).toEqual([
      ["Tell the customer it shipped", "Live", "Orders"],
      ["Big order, tell the owner", "Live", "Orders"],
      ["A task is done", "Dry run", "Tasks"],
      ["How our mails look", null, ""],
    ]);
    const watch = rows[0]?.properties.Watch;
    expect(watch?.type === "rich_text" && watch.rich_text[0]).toMatchObject({
      type: "mention",
      mention: { type: "database", database: { id: demo.ordersDatabaseId } },
    });
  });

  test("gives every column of the rules its help, and each rule its message", async () => {
    const { source, rows } = await table(demo.rulesDatabaseId);

    for (const property of Object.values(source.properties))
      expect(property.description, property.name).toBeTruthy();
    expect(Object.keys(source.properties)).toEqual(
      "Rule State Watch When Which If Then To Subject Options Test Run_for_matching_rows Health Note Last_fired Fired Held Release Discard Last_run"
        .split(" ")
        .map((name) => name.replaceAll("_", " ")),
    );
    const { results } = await notion.blocks.children.list({ block_id: rows[0]?.id ?? "" });
    const types = results.map((block) => "type" in block && block.type);
    expect(types).toEqual(
      expect.arrayContaining(["heading_2", "paragraph", "bulleted_list_item", "divider"]),
    );
  });
});
