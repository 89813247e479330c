import type { Client } from "@notionhq/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Timers } from "./timers.ts";
import { aRow, aTable, aText, aTitle, openWorld, page, query, value, type World } from "./world.ts";

let world: World;
let notion: Client;
let table: Awaited<ReturnType<typeof aTable>>;
let templateId: string;
const timers = new Timers();

beforeAll(async () => {
  world = await openWorld({ later: timers.later });
  notion = world.notion;
  table = await aTable(notion, { Name: { title: {} }, Note: { rich_text: {} }, No: { unique_id: {} } });
  const row = await aRow(notion, table.sourceId, { Name: aTitle("Report"), Note: aText("fill in") });
  templateId = row.id;
  await notion.blocks.children.append({
    block_id: templateId,
    children: [{ toggle: { rich_text: [], children: [{ divider: {} }] } }],
  });
  await notion.pages.update({ page_id: templateId, icon: { emoji: "📈" } });
  await makeTemplate(templateId);
});
afterAll(() => world.close());

async function makeTemplate(page_id: string): Promise<void> {
  const response = await fetch(`${world.emulator.url}/_admin/templates`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ page_id, is_default: true }),
  });
  expect(response.status).toBe(200);
}

const parent = () => ({ type: "data_source_id", data_source_id: table.sourceId }) as const;

describe("a template", () => {
  test("is listed with its data source and is none of its rows", async () => {
    const of = { data_source_id: table.sourceId };
    const { templates } = await notion.dataSources.listTemplates(of);
    expect(templates).toEqual([{ id: templateId, name: "Report", is_default: true }]);
    expect(await query(notion, table.sourceId)).toEqual([]);
    expect((await notion.dataSources.listTemplates({ ...of, name: "rep" })).templates).toHaveLength(1);
    expect((await notion.dataSources.listTemplates({ ...of, name: "other" })).templates).toHaveLength(0);
  });

  test.each([
    ["the default one", { type: "default" } as const],
    ["one by its id", () => ({ type: "template_id", template_id: templateId }) as const],
  ])("fills a new row after the answer: %s", async (_, given) => {
    const template = typeof given === "function" ? given() : given;
    const made = await notion.pages.create({
      parent: parent(),
      properties: { Name: aTitle("March") },
      template,
    });
    expect((await notion.blocks.children.list({ block_id: made.id })).results).toEqual([]);
    world.clock.pass(60);
    timers.pass(5);

    const filled = await page(notion, made.id);
    expect([value(filled, "Name"), value(filled, "Note")]).toMatchObject([
      [{ plain_text: "March" }],
      [{ plain_text: "fill in" }],
    ]);
    expect(filled).toMatchObject({ icon: { emoji: "📈" } });
    expect(filled.last_edited_time > filled.created_time).toBe(true);
    expect(value(filled, "No")).not.toEqual(value(await page(notion, templateId), "No"));
    const { results } = await notion.blocks.children.list({ block_id: made.id });
    expect(results).toMatchObject([{ type: "toggle", has_children: true }]);
  });

  test("cannot come with children, nor without being there", async () => {
    const children = [{ divider: {} }];
    const create = (body: object) => notion.pages.create({ parent: parent(), ...body } as never);
    await expect(create({ template: { type: "default" }, children })).rejects.toThrow(
      /body\.children should be not present/,
    );
    const nowhere = { type: "template_id", template_id: "00000000-0000-4000-8000-000000000000" };
    await expect(create({ template: nowhere })).rejects.toMatchObject({ code: "object_not_found" });
    await expect(create({ template: { type: "best" } })).rejects.toThrow(/body\.template\.type should be/);
  });
});
