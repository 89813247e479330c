import type { CommentObjectResponse } from "@notionhq/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADA, aRow, aTable, aTitle, BOT, openWorld, page, type World } from "./world.ts";

let world: World;
let pageId: string;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const words = (content: string) => [{ text: { content } }];

async function aPage(): Promise<string> {
  const { id } = await world.notion.pages.create({
    parent: { workspace: true },
    properties: { title: aTitle("Notes") },
  });
  return id;
}

async function comment(
  content: string,
  parent: { page_id: string } | { block_id: string } = { page_id: pageId },
) {
  return (await world.notion.comments.create({ parent, rich_text: words(content) })) as CommentObjectResponse;
}

async function listed(id: string): Promise<string[]> {
  const { results } = await world.notion.comments.list({ block_id: id });
  return results.map((one) => one.rich_text.map((text) => text.plain_text).join(""));
}

describe("comments", () => {
  beforeAll(async () => {
    pageId = await aPage();
  });

  test("are answered as Notion does, without seconds", async () => {
    const answer = await comment("Please look");

    expect(answer).toEqual({
      object: "comment",
      id: expect.any(String),
      parent: { type: "page_id", page_id: pageId },
      discussion_id: expect.any(String),
      created_time: "2026-03-10T10:20:00.000Z",
      last_edited_time: "2026-03-10T10:20:00.000Z",
      created_by: { object: "user", id: BOT.id },
      rich_text: [expect.objectContaining({ plain_text: "Please look" })],
      display_name: { type: "integration", resolved_name: "Rowbell" },
      request_id: expect.any(String),
    });
  });

  test("go on in the discussion they answer", async () => {
    const first = await comment("Why?");
    const second = (await world.ada.comments.create({
      discussion_id: first.discussion_id,
      rich_text: words("Because."),
    })) as CommentObjectResponse;

    expect(second).toMatchObject({
      parent: first.parent,
      discussion_id: first.discussion_id,
      created_by: { id: ADA.id },
      display_name: { type: "user", resolved_name: "Ada" },
    });
  });

  test("hang on a block apart from those of its page", async () => {
    const id = await aPage();
    const { results } = await world.notion.blocks.children.append({
      block_id: id,
      children: [{ paragraph: { rich_text: words("A line") } }],
    });
    const blockId = results[0]?.id ?? "";
    const inline = await comment("On the line", { block_id: blockId });
    await comment("On the page", { page_id: id });

    expect(inline.parent).toEqual({ type: "block_id", block_id: blockId });
    expect(await listed(blockId)).toEqual(["On the line"]);
    expect(await listed(id)).toEqual(["On the page"]);
  });

  test("come a page at a time, oldest first", async () => {
    const id = await aPage();
    for (const text of ["a", "b", "c"]) await comment(text, { page_id: id });
    const first = await world.notion.comments.list({ block_id: id, page_size: 2 });
    const rest = await world.notion.comments.list({ block_id: id, start_cursor: first.next_cursor });

    expect(first).toMatchObject({ has_more: true, type: "comment", comment: {} });
    expect([first.results.length, rest.results.length]).toEqual([2, 1]);
    expect(rest.next_cursor).toBeNull();
    expect(await listed(id)).toEqual(["a", "b", "c"]);
  });

  test("can be changed and deleted, and leave the page's time alone", async () => {
    const { sourceId } = await aTable(world.notion, { Name: { title: {} } });
    const row = await aRow(world.notion, sourceId, { Name: aTitle("A row") });
    const { id } = await comment("Frist", { page_id: row.id });
    world.clock.pass(120);
    const changed = (await world.notion.comments.update({
      comment_id: id,
      rich_text: words("First"),
    })) as CommentObjectResponse;
    const deleted = await world.notion.comments.delete({ comment_id: id });

    expect(changed).toMatchObject({ last_edited_time: "2026-03-10T10:22:00.000Z" });
    expect(deleted).toMatchObject({ object: "comment", id, rich_text: [{ plain_text: "First" }] });
    expect(await listed(row.id)).toEqual([]);
    await expect(world.notion.comments.retrieve({ comment_id: id })).rejects.toMatchObject({
      code: "object_not_found",
      message: expect.stringContaining(`Could not find comment with ID: ${id}.`),
    });
    expect((await page(world.notion, row.id)).last_edited_time).toBe(row.last_edited_time);
  });

  test("can be written as Markdown", async () => {
    const answer = (await world.notion.comments.create({
      parent: { page_id: pageId },
      markdown: "Looks **fine**",
    })) as CommentObjectResponse;

    expect(answer.rich_text.map((one) => [one.plain_text, one.annotations.bold])).toEqual([
      ["Looks ", false],
      ["fine", true],
    ]);
  });

  test("keep a custom name", async () => {
    const answer = await world.notion.comments.create({
      parent: { page_id: pageId },
      rich_text: words("Done"),
      display_name: { type: "custom", custom: { name: "Deploys" } },
    });

    expect(answer).toMatchObject({ display_name: { type: "custom", resolved_name: "Deploys" } });
  });

  test("survive a restart", async () => {
    const id = await aPage();
    await comment("Still here", { page_id: id });
    await world.restart();

    expect(await listed(id)).toEqual(["Still here"]);
  });

  test.each([
    [{ rich_text: words("x") }, "body.parent should be defined"],
    [
      { parent: { page_id: "nonsense" }, rich_text: words("x") },
      "body.parent.page_id should be a valid uuid",
    ],
    [
      { discussion_id: "00000000-0000-4000-8000-00000000dead", rich_text: words("x") },
      "Could not find discussion",
    ],
    [{ parent: { page_id: "" }, markdown: "x", rich_text: words("x") }, "body.parent.page_id"],
  ])("are refused: %j", async (body, message) => {
    await expect(world.notion.comments.create(body as never)).rejects.toMatchObject({
      message: expect.stringContaining(message),
    });
  });
});
