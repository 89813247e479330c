import { type BlockObjectResponse, type Client, isFullBlock } from "@notionhq/client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aTitle, openWorld, type World } from "./world.ts";

let world: World;
let notion: Client;
let pageId: string;

beforeAll(async () => {
  world = await openWorld();
  notion = world.notion;
});
afterAll(() => world.close());
beforeEach(async () => {
  const parent = { workspace: true } as const;
  pageId = (await notion.pages.create({ parent, properties: { title: aTitle("Page") } })).id;
});

const text = (content: string) => [{ text: { content } }];
const shown = (content: string) => [{ type: "text", plain_text: content }];
const paragraph = (content: string, ...children: object[]) => ({
  paragraph: { rich_text: text(content), ...(children.length > 0 && { children }) },
});
const append = (children: object[], block_id = pageId) =>
  notion.blocks.children.append({ block_id, children: children as never });

async function made(block: object): Promise<BlockObjectResponse> {
  const { results } = await append([block]);
  const [first] = results;
  if (!first || !isFullBlock(first)) throw new Error("no block came back");
  return first;
}

const external = { external: { url: "https://example.com/x" } };
const file = { type: "external", ...external, caption: [] };
const rich = { rich_text: shown("x"), color: "default" };

describe("every type of block", () => {
  test.each<[string, object, object]>([
    [
      "paragraph",
      { rich_text: text("x"), color: "red_background" },
      { ...rich, color: "red_background", icon: null },
    ],
    ["heading_1", { rich_text: text("x"), is_toggleable: true }, { ...rich, is_toggleable: true }],
    ["heading_2", { rich_text: text("x") }, { ...rich, is_toggleable: false }],
    ["heading_3", { rich_text: text("x") }, { ...rich, is_toggleable: false }],
    ["heading_4", { rich_text: text("x") }, { ...rich, is_toggleable: false }],
    ["bulleted_list_item", { rich_text: text("x") }, rich],
    ["numbered_list_item", { rich_text: text("x") }, rich],
    ["to_do", { rich_text: text("x"), checked: true }, { ...rich, checked: true }],
    ["toggle", { rich_text: text("x") }, rich],
    ["quote", { rich_text: text("x") }, rich],
    ["callout", { rich_text: text("x"), icon: { emoji: "💡" } }, { ...rich, icon: { emoji: "💡" } }],
    ["template", { rich_text: text("x") }, { rich_text: shown("x") }],
    [
      "code",
      { rich_text: text("x"), language: "sql" },
      { rich_text: shown("x"), language: "sql", caption: [] },
    ],
    ["equation", { expression: "a^2" }, { expression: "a^2" }],
    ["divider", {}, {}],
    ["breadcrumb", {}, {}],
    ["table_of_contents", {}, { color: "default" }],
    ["bookmark", { url: "https://example.com" }, { url: "https://example.com", caption: [] }],
    ["embed", { url: "https://example.com" }, { url: "https://example.com" }],
    ["image", { ...external, caption: text("x") }, { ...file, caption: shown("x") }],
    ["video", external, file],
    ["pdf", external, file],
    ["audio", external, file],
    ["file", { ...external, name: "x" }, { ...file, name: "x" }],
    ["column_list", { children: [1, 2].map(() => ({ column: { children: [paragraph("x")] } })) }, {}],
    [
      "table",
      { table_width: 1, children: [{ table_row: { cells: [text("x")] } }] },
      { table_width: 1, has_column_header: false, has_row_header: false },
    ],
    ["synced_block", { synced_from: null, children: [paragraph("x")] }, { synced_from: null }],
    ["tab", { children: [paragraph("x")] }, {}],
  ])("%s is made, read and put in the trash", async (type, payload, wanted) => {
    const block = await made({ [type]: payload });
    expect(block).toMatchObject({ object: "block", type, [type]: wanted, in_trash: false });
    expect(await notion.blocks.retrieve({ block_id: block.id })).toMatchObject({ type, [type]: wanted });
    expect(block.has_children).toBe("children" in payload);

    expect(await notion.blocks.delete({ block_id: block.id })).toMatchObject({ in_trash: true });
    expect((await notion.blocks.children.list({ block_id: pageId })).results).toEqual([]);
  });

  test("links to a page by its id", async () => {
    const block = await made({ link_to_page: { page_id: pageId.replaceAll("-", "") } });
    expect(block).toMatchObject({ link_to_page: { type: "page_id", page_id: pageId } });
  });

  test("a synced block is a copy of an original one, and of nothing else", async () => {
    const original = await made({ synced_block: { synced_from: null, children: [paragraph("x")] } });
    const copy = await made({ synced_block: { synced_from: { block_id: original.id } } });
    const other = await made(paragraph("y"));
    const from = (block_id: string) => made({ synced_block: { synced_from: { block_id } } });
    await expect(from("00000000-0000-4000-8000-00000000dead")).rejects.toMatchObject({ status: 404 });
    for (const { id } of [copy, other]) {
      await expect(from(id)).rejects.toThrow("should be the id of an original synced block");
    }
  });

  test("a row of a table stays as wide as its table, and stands nowhere else", async () => {
    const cells = (count: number) => Array.from({ length: count }, () => []);
    const table = { table_width: 2, children: [{ table_row: { cells: cells(2) } }] };
    const { id } = await made({ table });
    const [row] = (await notion.blocks.children.list({ block_id: id })).results;
    const update = notion.blocks.update({ block_id: row?.id ?? "", table_row: { cells: cells(3) } });
    await expect(update).rejects.toThrow(
      "table_row.cells.length should be equal to the table's width of `2`",
    );
    await expect(made({ table_row: { cells: cells(2) } })).rejects.toThrow("table_row should be not present");
    const toggle = { toggle: { rich_text: [], children: [{ table_row: { cells: [] } }] } };
    await expect(made(toggle)).rejects.toThrow("children[0].table_row should be not present");
  });

  test("a copy of a synced block shows what is in the original", async () => {
    const original = await made({ synced_block: { synced_from: null, children: [paragraph("shared")] } });
    const copy = await made({ synced_block: { synced_from: { block_id: original.id } } });
    expect(copy).toMatchObject({
      has_children: true,
      synced_block: { synced_from: { block_id: original.id } },
    });
    const { results } = await notion.blocks.children.list({ block_id: copy.id });
    expect(results).toMatchObject([{ paragraph: { rich_text: shown("shared") } }]);
    await expect(append([paragraph("x")], copy.id)).rejects.toThrow("Block does not support children.");
  });
});

describe("a block is refused", () => {
  const three = (leaf: object) => paragraph("1", paragraph("2", paragraph("3", leaf)));
  test.each<[string, object, RegExp]>([
    ["without its text", { paragraph: {} }, /body\.children\[0\]\.paragraph\.rich_text should be defined/],
    ["without a type", {}, /body\.children\[0\]\.paragraph should be defined/],
    [
      "with a type it has no payload for",
      { type: "quote", paragraph: { rich_text: [] } },
      /body\.children\[0\]\.quote should be defined/,
    ],
    [
      "with a key it does not have",
      { paragraph: { rich_text: [], checked: true } },
      /paragraph\.checked should be not present/,
    ],
    [
      "with something beside its payload",
      { paragraph: { rich_text: [] }, id: "x" },
      /body\.children\[0\]\.id should be not present/,
    ],
    [
      "in a colour there is not",
      { paragraph: { rich_text: [], color: "teal" } },
      /paragraph\.color should be/,
    ],
    [
      "in a language there is not",
      { code: { rich_text: [], language: "klingon" } },
      /code\.language should be/,
    ],
    [
      "with text of more than 2,000 characters",
      paragraph("x".repeat(2001)),
      /content\.length should be ≤ `2000`, instead was `2001`/,
    ],
    [
      "with an equation of more than 1,000",
      { equation: { expression: "x".repeat(1001) } },
      /expression\.length should be ≤ `1000`/,
    ],
    [
      "with more than 100 items of text",
      { paragraph: { rich_text: Array.from({ length: 101 }, () => ({ text: { content: "x" } })) } },
      /rich_text\.length should be ≤ `100`, instead was `101`/,
    ],
    ["nested three levels deep", three(paragraph("4")), /children should be not present/],
    [
      "with children it cannot have",
      { divider: { children: [] } },
      /divider\.children should be not present/,
    ],
    [
      "as columns of one",
      { column_list: { children: [{ column: { children: [paragraph("x")] } }] } },
      /children\.length should be ≥ `2`/,
    ],
    [
      "as columns of anything else",
      { column_list: { children: [paragraph("x"), paragraph("y")] } },
      /column_list\.children\[0\]\.column should be defined/,
    ],
    [
      "as a table without rows",
      { table: { table_width: 1, children: [] } },
      /children\.length should be ≥ `1`/,
    ],
    [
      "as a row of another width",
      { table: { table_width: 2, children: [{ table_row: { cells: [[]] } }] } },
      /cells\.length should be equal to the table's width/,
    ],
    ["as an image of nothing", { image: {} }, /image\.external should be defined/],
  ])("%s", async (_, block, message) => {
    await expect(append([block])).rejects.toThrow(message);
    expect((await notion.blocks.children.list({ block_id: pageId })).results).toEqual([]);
  });

  test("among more than 100 at one place, or more than 1,000 in one request", async () => {
    const many = (count: number, of: () => object) => Array.from({ length: count }, of);
    await expect(append(many(101, () => paragraph("x")))).rejects.toThrow(
      /body\.children\.length should be ≤ `100`/,
    );
    const wide = many(11, () => paragraph("x", ...many(100, () => paragraph("y"))));
    await expect(append(wide)).rejects.toThrow(/should be ≤ `1000`, instead was `1111`/);
  });

  test("inside what holds no blocks, or only some", async () => {
    const divider = await made({ divider: {} });
    await expect(append([paragraph("x")], divider.id)).rejects.toThrow("Block does not support children.");
    const table = await made({ table: { table_width: 1, children: [{ table_row: { cells: [[]] } }] } });
    await expect(append([paragraph("x")], table.id)).rejects.toThrow(/table_row should be defined/);
    await expect(append([{ table_row: { cells: [[], []] } }], table.id)).rejects.toThrow(/width/);
  });

  test("a column may hold an item with another inside", async () => {
    const column = { column: { children: [paragraph("1", paragraph("2"))] } };
    await expect(append([{ column_list: { children: [column, column] } }])).resolves.toBeDefined();
  });
});

describe("a block that is changed", () => {
  test("keeps what the request does not name", async () => {
    const block = await made({ to_do: { rich_text: text("x"), color: "red" } });
    const update = { block_id: block.id, to_do: { checked: true } };
    expect(await notion.blocks.update(update)).toMatchObject({
      to_do: { checked: true, color: "red", rich_text: shown("x") },
    });
  });

  test("keeps its type and the width of its table", async () => {
    const block = await made(paragraph("x"));
    await expect(notion.blocks.update({ block_id: block.id, quote: { rich_text: [] } })).rejects.toThrow(
      "body.paragraph should be defined",
    );
    const table = await made({ table: { table_width: 1, children: [{ table_row: { cells: [[]] } }] } });
    const wider = { block_id: table.id, table: { table_width: 2 } } as never;
    await expect(notion.blocks.update(wider)).rejects.toThrow(/table_width should be not present/);
    const headed = { block_id: table.id, table: { has_column_header: true } };
    expect(await notion.blocks.update(headed)).toMatchObject({
      table: { table_width: 1, has_column_header: true },
    });
  });

  test("takes another file in the place of the one it had", async () => {
    const block = await made({ image: external });
    const url = "https://example.com/other";
    expect(await notion.blocks.update({ block_id: block.id, image: { external: { url } } })).toMatchObject({
      image: { type: "external", external: { url } },
    });
  });

  test("cannot be, in the trash or in a page that is", async () => {
    const block = await made(paragraph("x"));
    const update = () => notion.blocks.update({ block_id: block.id, paragraph: { rich_text: text("y") } });
    await notion.pages.update({ page_id: pageId, in_trash: true });
    await expect(update()).rejects.toThrow("Can't edit block that is archived.");
    await notion.pages.update({ page_id: pageId, in_trash: false });
    await expect(update()).resolves.toBeDefined();
  });
});

describe("a page", () => {
  test("in a page that is in the trash cannot be edited until that one is restored", async () => {
    const child = await notion.pages.create({ parent: { page_id: pageId } });
    await notion.pages.update({ page_id: pageId, in_trash: true });
    await expect(notion.pages.update({ page_id: child.id, icon: { emoji: "🌱" } })).rejects.toThrow(
      "Can't edit page on block with an archived ancestor. You must unarchive the ancestor before editing page.",
    );
    await expect(notion.pages.create({ parent: { page_id: pageId } })).rejects.toThrow(/archived/);
  });

  test("is put where its position says", async () => {
    const { results } = await append([paragraph("one"), paragraph("two")]);
    const create = (position: object) =>
      notion.pages.create({ parent: { page_id: pageId }, position: position as never });
    const first = await create({ type: "page_start" });
    const middle = await create({ type: "after_block", after_block: { id: results[0]?.id } });
    const last = await create({ type: "page_end" });
    const ids = (await notion.blocks.children.list({ block_id: pageId })).results.map(({ id }) => id);
    expect(ids).toEqual([first.id, results[0]?.id, middle.id, results[1]?.id, last.id]);
    await expect(create({ type: "start" })).rejects.toThrow(/body\.position\.type should be/);
  });

  test("loses all that is in it when its content is erased", async () => {
    const { results } = await append([paragraph("one")]);
    const child = await notion.pages.create({ parent: { page_id: pageId } });
    await notion.pages.update({ page_id: pageId, erase_content: true });
    expect((await notion.blocks.children.list({ block_id: pageId })).results).toEqual([]);
    await expect(notion.blocks.retrieve({ block_id: results[0]?.id ?? "" })).resolves.toMatchObject({
      in_trash: true,
    });
    await expect(notion.pages.retrieve({ page_id: child.id })).resolves.toMatchObject({ in_trash: true });
  });
});
