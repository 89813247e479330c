import type { BlockObjectResponse } from "@notionhq/client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ADA, aTitle, BOT, openWorld, page, type World } from "./world.ts";

let world: World;
let pageId: string;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  const made = await world.notion.pages.create({
    parent: { workspace: true },
    properties: { title: aTitle("Page") },
    children: ["one", "two"].map(paragraph),
  });
  pageId = made.id;
});

const paragraph = (content: string) => ({ paragraph: { rich_text: [{ text: { content } }] } });

async function children(id: string): Promise<BlockObjectResponse[]> {
  const { results } = await world.notion.blocks.children.list({ block_id: id });
  return results as BlockObjectResponse[];
}

async function texts(id: string): Promise<string[]> {
  return (await children(id)).map((block) =>
    block.type === "paragraph"
      ? block.paragraph.rich_text.map((text) => text.plain_text).join("")
      : block.type,
  );
}

describe("the blocks of a page", () => {
  test("come in order, in Notion's shape", async () => {
    const [block] = await children(pageId);

    expect(await texts(pageId)).toEqual(["one", "two"]);
    expect(block).toMatchObject({
      object: "block",
      parent: { type: "page_id", page_id: pageId },
      created_by: { object: "user", id: BOT.id },
      created_time: "2026-03-10T10:20:00.000Z",
      has_children: false,
      in_trash: false,
      type: "paragraph",
      paragraph: { color: "default", icon: null },
    });
    expect(await world.notion.blocks.retrieve({ block_id: block?.id ?? "" })).toEqual(
      expect.objectContaining(block),
    );
  });

  test("are appended at the end, at the start or after another, and answered alone", async () => {
    const [one] = await children(pageId);
    const append = (content: string, position?: object) =>
      world.notion.blocks.children.append({
        block_id: pageId,
        children: [paragraph(content)],
        ...(position && { position: position as { type: "start" } }),
      });
    const { results } = await append("end");
    await append("start", { type: "start" });
    await append("between", { type: "after_block", after_block: { id: one?.id } });

    expect(results).toHaveLength(1);
    expect(await texts(pageId)).toEqual(["start", "one", "between", "two", "end"]);
  });

  test("nest two levels in one request, not three", async () => {
    const item = (content: string, ...inside: object[]) => ({
      bulleted_list_item: {
        rich_text: [{ text: { content } }],
        ...(inside.length > 0 && { children: inside }),
      },
    });
    const append = (block: object) =>
      world.notion.blocks.children.append({ block_id: pageId, children: [block] as never });
    const { results } = await append(item("a", item("b", item("c"))));
    const [b] = await children(results[0]?.id ?? "");

    expect(results[0]).toMatchObject({ has_children: true });
    expect(b).toMatchObject({ has_children: true, parent: { type: "block_id", block_id: results[0]?.id } });
    expect(await children(b?.id ?? "")).toMatchObject([{ type: "bulleted_list_item", has_children: false }]);
    await expect(append(item("a", item("b", item("c", item("d")))))).rejects.toThrow(/should be not present/);
    expect(await texts(pageId)).toEqual(["one", "two", "bulleted_list_item"]);
  });

  test("can be changed and deleted, which edits the page", async () => {
    const [one, two] = await children(pageId);
    world.clock.pass(120);
    await world.ada.blocks.update({
      block_id: one?.id ?? "",
      paragraph: { rich_text: [{ text: { content: "new" }, annotations: { bold: true } }] },
    });
    const edited = await page(world.notion, pageId);
    world.clock.pass(120);
    const deleted = await world.ada.blocks.delete({ block_id: two?.id ?? "" });
    const shorter = await page(world.notion, pageId);

    expect(edited).toMatchObject({
      last_edited_time: "2026-03-10T10:22:00.000Z",
      last_edited_by: { id: ADA.id },
    });
    expect(shorter.last_edited_time).toBe("2026-03-10T10:24:00.000Z");
    expect(deleted).toMatchObject({ in_trash: true });
    expect(await texts(pageId)).toEqual(["new"]);
  });

  test("are listed in pages", async () => {
    const many = Array.from({ length: 100 }, (_, index) => paragraph(`${index}`));
    await world.notion.blocks.children.append({ block_id: pageId, children: many });
    const one = await world.notion.blocks.children.list({ block_id: pageId });
    const two = await world.notion.blocks.children.list({
      block_id: pageId,
      start_cursor: one.next_cursor ?? "",
    });

    expect([one.results.length, one.has_more, two.results.length, two.has_more]).toEqual([
      100,
      true,
      2,
      false,
    ]);
    await expect(
      world.notion.blocks.children.append({ block_id: pageId, children: [...many, paragraph("x")] }),
    ).rejects.toThrow("body.children.length should be ≤ `100`, instead was `101`");
  });

  test("include the pages inside, which can be trashed as blocks", async () => {
    const child = await world.notion.pages.create({
      parent: { page_id: pageId },
      properties: { title: aTitle("Child") },
    });
    const block = (await children(pageId)).at(-1);

    expect(block).toMatchObject({ id: child.id, type: "child_page", child_page: { title: "Child" } });
    expect(await world.notion.blocks.delete({ block_id: child.id })).toMatchObject({
      type: "child_page",
      in_trash: true,
    });
    expect(await texts(pageId)).toEqual(["one", "two"]);
    expect(await page(world.notion, child.id)).toMatchObject({ in_trash: true });
  });

  test("are not deleted twice", async () => {
    const [one] = await children(pageId);
    await world.notion.blocks.delete({ block_id: one?.id ?? "" });
    await expect(world.notion.blocks.delete({ block_id: one?.id ?? "" })).rejects.toThrow(
      "Can't edit block that is archived.",
    );
  });
});
