import type { BlockObjectRequest } from "@notionhq/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { notionConnection } from "../../../shared/adapters/notion/workspace.ts";
import type { Block } from "../../../shared/domain/block.ts";
import { NotFoundError, PermanentError } from "../../../shared/domain/errors.ts";
import { plainText } from "../../../shared/domain/row.ts";
import type { Workspace } from "../../../shared/ports.ts";
import { aRow, aTable, aText, aTitle, BOT, openWorld, type World } from "../../local/notion/world.ts";
import { scriptedNotion } from "./scripted-notion.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

function open(): Workspace {
  return notionConnection({ token: "ntn_bot", baseUrl: world.emulator.url, pause: async () => {} }).workspace;
}

const columns: Parameters<typeof aTable>[1] = {
  Name: { title: {} },
  Note: { rich_text: {} },
  State: { select: { options: [{ name: "Off" }] } },
  Fired: { number: {} },
  "Last fired": { date: {} },
};

describe("a source", () => {
  it("is found by the id of its database and by its own", async () => {
    const { databaseId, sourceId } = await aTable(world.ada, columns, "Orders");
    const workspace = open();
    const byDatabase = await workspace.source(databaseId);
    expect(byDatabase).toMatchObject({ id: sourceId, name: "Orders" });
    expect(byDatabase.columns.find(({ name }) => name === "State")).toMatchObject({
      type: "select",
      options: [{ name: "Off" }],
    });
    expect(await workspace.source(sourceId)).toEqual(byDatabase);
  });

  it("that is not shared is said to be so, and no id to be none", async () => {
    const workspace = open();
    const unshared = workspace.source("99999999-9999-4999-8999-999999999999");
    await expect(unshared).rejects.toThrow(NotFoundError);
    await expect(unshared).rejects.toThrow(
      "Notion does not find the database, or it is not shared with Rowbell",
    );
    await expect(workspace.source("orders")).rejects.toThrow(PermanentError);
  });

  it("is asked for by name when a database has several", async () => {
    const { databaseId, sourceId } = await aTable(world.ada, columns, "Orders");
    const parent = { type: "database_id", database_id: databaseId } as const;
    const title = [{ text: { content: "Returns" } }];
    const second = await world.ada.dataSources.create({ parent, title, properties: { Name: { title: {} } } });
    await expect(open().source(databaseId)).rejects.toThrow(
      `the database holds 2 data sources: Orders (${sourceId}), Returns (${second.id}). Put the id of the one you mean in its place`,
    );
    expect((await open().source(second.id)).name).toBe("Returns");
  });
});

describe("a rule's page", () => {
  const paragraph = (content: string, children: object[] = []) =>
    ({
      type: "paragraph",
      paragraph: { rich_text: [{ text: { content } }], ...(children.length > 0 ? { children } : {}) },
    }) as BlockObjectRequest;
  const outline = (blocks: Block[]): unknown[] =>
    blocks.map((block) =>
      block.children.length === 0
        ? plainText(block.text)
        : [plainText(block.text), ...outline(block.children)],
    );

  async function aPage(children: BlockObjectRequest[]): Promise<string> {
    const { sourceId } = await aTable(world.ada, columns);
    const { id } = await aRow(world.ada, sourceId, { Name: aTitle("Rule") });
    for (let start = 0; start < children.length; start += 100) {
      await world.ada.blocks.children.append({ block_id: id, children: children.slice(start, start + 100) });
    }
    return id;
  }

  it("is read with the blocks inside its blocks", async () => {
    const id = await aPage([paragraph("one", [paragraph("inside", [paragraph("deep")])]), paragraph("two")]);
    expect(outline(await open().body(id))).toEqual([["one", ["inside", "deep"]], "two"]);
  });

  it("is read to its end, but no further than a message goes", async () => {
    const id = await aPage(Array.from({ length: 510 }, (_, line) => paragraph(`line ${line}`)));
    const blocks = await open().body(id);
    expect(blocks).toHaveLength(501);
    expect(blocks[500]?.type).toBe("rest_of_page");
    expect(plainText(blocks[499]?.text ?? [])).toBe("line 499");
  });
});

describe("writing a rule's cells", () => {
  it("sets what they say, as Rowbell's own user", async () => {
    const { sourceId } = await aTable(world.ada, columns);
    const { id } = await aRow(world.ada, sourceId, { Name: aTitle("Rule"), Note: aText("old") });
    const workspace = open();
    const source = await workspace.source(sourceId);
    const idOf = (name: string) => source.columns.find((column) => column.name === name)?.id ?? "";
    await workspace.writeCells(id, {
      [idOf("Note")]: { type: "rich_text", text: `${"x".repeat(1999)}💡` },
      [idOf("State")]: { type: "select", name: "Live" },
      [idOf("Fired")]: { type: "number", value: 3 },
      [idOf("Last fired")]: { type: "date", start: "2026-03-01T10:00:00.000Z" },
    });
    const row = await workspace.row(id);
    const cell = (name: string) => row?.properties[idOf(name)]?.value;
    // Notion takes 2,000 characters; a half of the lamp would be none.
    expect(cell("Note")).toEqual([{ text: `${"x".repeat(1999)}\ufffd` }]);
    expect(cell("State")).toMatchObject({ name: "Live" });
    expect(cell("Fired")).toBe(3);
    expect(cell("Last fired")).toMatchObject({ start: expect.stringContaining("2026-03-01T10:00") });
    expect(row?.lastEditedBy).toBe(BOT.id);
    expect(await workspace.self()).toBe(BOT.id);

    await workspace.writeCells(id, { [idOf("Note")]: { type: "rich_text", text: "" } });
    expect((await workspace.row(id))?.properties[idOf("Note")]?.value).toEqual([]);
  });

  it("names them by their ids as Notion spells those", async () => {
    const page = { body: { object: "page", id: "00000000-0000-4000-8000-000000000002" } };
    const { workspace, seen } = await scriptedNotion(page);
    await workspace.writeCells(page.body.id, { "]~i?": { type: "number", value: 3 } });
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({ properties: { "%5D~i%3F": { number: 3 } } });
  });
});

describe("a token that Notion does not know", () => {
  it("is refused in words that say what to do", async () => {
    const { workspace } = notionConnection({
      token: "ntn_wrong",
      baseUrl: world.emulator.url,
      pause: async () => {},
    });
    await expect(workspace.self()).rejects.toThrow("Notion refuses the token. Make a new one");
  });
});
