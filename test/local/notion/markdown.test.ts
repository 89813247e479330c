import { type BlockObjectResponse, type Client, isFullBlock } from "@notionhq/client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Timers } from "./timers.ts";
import { ADA, aTitle, openWorld, type World } from "./world.ts";

let world: World;
let notion: Client;
let pageId: string;
const timers = new Timers();

beforeAll(async () => {
  world = await openWorld({ later: timers.later });
  notion = world.notion;
});
afterAll(() => world.close());
beforeEach(async () => {
  pageId = await aPage();
});

async function aPage(markdown?: string): Promise<string> {
  const parent = { workspace: true } as const;
  const properties = { title: aTitle("Page") };
  return (await notion.pages.create({ parent, properties, ...(markdown !== undefined && { markdown }) })).id;
}

async function markdownOf(id = pageId): Promise<string> {
  return (await notion.pages.retrieveMarkdown({ page_id: id })).markdown;
}

async function blocksOf(id = pageId): Promise<BlockObjectResponse[]> {
  return (await notion.blocks.children.list({ block_id: id })).results.filter(isFullBlock);
}

type Update = Parameters<Client["pages"]["updateMarkdown"]>[0];
const update = (body: object) => notion.pages.updateMarkdown({ page_id: pageId, ...body } as Update);
const replace = (new_str: string, more = {}) =>
  update({ type: "replace_content", replace_content: { new_str, ...more } });

describe("a page as markdown", () => {
  test.each([
    ["headings", "# One\n## Two\n### Three\n#### Four"],
    ["styles of text", "**bold** *italic* ~~struck~~ `code` [link](https://example.com)"],
    ["colours", '<span color="red">warm</span> and <span underline="true">lined</span> {color="blue_bg"}'],
    ["lists inside lists", "- a\n\t- b\n\t\t1. c\n- d"],
    ["to-dos", "- [ ] open\n- [x] done"],
    ["a quote of two lines", "> one<br>two"],
    ["a toggle with something inside", "<details>\n<summary>More</summary>\n\tinside\n\t- item\n</details>"],
    ["a toggle heading", '## Part {toggle="true"}\n\thidden'],
    ["a callout", '<callout icon="💡" color="gray_bg">\n\tMind this\n\t- and this\n</callout>'],
    ["code, word for word", "```typescript\nconst a = `*x*`;\n\n\tindented <b>\n```"],
    ["an equation", "$$\nE = mc^2\n$$"],
    ["an equation in a line", "so $a+b$ it is"],
    ["a divider", "a\n---\nb"],
    ["a table", '<table header-row="true">\n\t<tr>\n\t\t<td>A</td>\n\t\t<td>**B**</td>\n\t</tr>\n</table>'],
    [
      "columns",
      "<columns>\n\t<column>\n\t\tleft\n\t</column>\n\t<column>\n\t\tright\n\t</column>\n</columns>",
    ],
    ["an image", "![A cat](https://example.com/cat.png)"],
    ["a video", '<video src="https://example.com/v.mp4">Watch</video>'],
    ["a table of contents", "<table_of_contents/>"],
    ["an empty line", "a\n<empty-block/>\nb"],
    ["a mention of a person", `<mention-user url="user://${ADA.id}">Ada</mention-user> knows`],
    ["a mention of a date", '<mention-date start="2026-03-10"/>'],
    ["what means nothing here", "2 \\* 3 \\< 7 \\[x\\] \\{y\\}"],
  ])("reads back %s as it was written", async (_, markdown) => {
    const id = await aPage(markdown);
    expect(await markdownOf(id)).toBe(markdown);
  });

  test("is made of the blocks one would write by hand", async () => {
    await replace("# Title\n\n- [x] **done**\n\tinside\n> said");
    const [heading, todo, quote] = await blocksOf();
    expect(heading).toMatchObject({ type: "heading_1", heading_1: { rich_text: [{ plain_text: "Title" }] } });
    expect(todo).toMatchObject({
      to_do: { checked: true, rich_text: [{ plain_text: "done", annotations: { bold: true } }] },
      has_children: true,
    });
    expect(quote).toMatchObject({ type: "quote" });
    expect(await blocksOf(todo?.id)).toMatchObject([
      { paragraph: { rich_text: [{ plain_text: "inside" }] } },
    ]);
  });

  test("names the blocks that markdown cannot say", async () => {
    const bookmark = { bookmark: { url: "https://example.com" } };
    const { results } = await notion.blocks.children.append({ block_id: pageId, children: [bookmark] });
    const answer = await notion.pages.retrieveMarkdown({ page_id: pageId });
    expect(answer).toMatchObject({ unknown_block_ids: [results[0]?.id], truncated: false });
    expect(answer.markdown).toContain('alt="bookmark"');
  });

  test("cuts long text into items of 2,000 characters", async () => {
    await replace("x".repeat(4500));
    const [block] = await blocksOf();
    const lengths =
      block?.type === "paragraph" ? block.paragraph.rich_text.map((one) => one.plain_text.length) : [];
    expect(lengths).toEqual([2000, 2000, 500]);
  });
});

describe("an update of markdown", () => {
  beforeEach(() => replace("one\ntwo\nthree"));

  test("inserts at an end, or behind a selection", async () => {
    await update({ type: "insert_content", insert_content: { content: "last" } });
    await update({
      type: "insert_content",
      insert_content: { content: "first", position: { type: "start" } },
    });
    await update({ type: "insert_content", insert_content: { content: "between", after: "on...tw" } });
    expect(await markdownOf()).toBe("first\none\ntwo\nbetween\nthree\nlast");
  });

  test("replaces a range from one text to another", async () => {
    await update({
      type: "replace_content_range",
      replace_content_range: { content: "2", content_range: "on...wo" },
    });
    expect(await markdownOf()).toBe("2\nthree");
  });

  test("searches and replaces, and keeps the blocks it leaves alone", async () => {
    const before = await blocksOf();
    const content_updates = [{ old_str: "two", new_str: "**2**\nmore" }];
    await update({ type: "update_content", update_content: { content_updates } });
    const after = await blocksOf();

    expect(await markdownOf()).toBe("one\n**2**\nmore\nthree");
    expect([after[0]?.id, after[3]?.id]).toEqual([before[0]?.id, before[2]?.id]);
    await expect(notion.blocks.retrieve({ block_id: before[1]?.id ?? "" })).resolves.toMatchObject({
      in_trash: true,
    });
  });

  test("at the end leaves all blocks before it alone", async () => {
    const before = await blocksOf();
    const content_updates = [{ old_str: "three", new_str: "3" }];
    await update({ type: "update_content", update_content: { content_updates } });
    expect((await blocksOf()).slice(0, 2).map(({ id }) => id)).toEqual(
      before.slice(0, 2).map(({ id }) => id),
    );
  });

  test("takes several matches only when told so", async () => {
    const updates = (more: object) =>
      update({
        type: "update_content",
        update_content: { content_updates: [{ old_str: "t", new_str: "T", ...more }] },
      });
    await expect(updates({})).rejects.toThrow(/matches 2 places/);
    await updates({ replace_all_matches: true });
    expect(await markdownOf()).toBe("one\nTwo\nThree");
  });

  test.each([
    [
      "text that is not there",
      { type: "update_content", update_content: { content_updates: [{ old_str: "nope", new_str: "" }] } },
      /was not found/,
    ],
    [
      "a selection that is not there",
      { type: "insert_content", insert_content: { content: "x", after: "a...z" } },
      /was not found/,
    ],
    ["another type", { type: "append" }, /body\.type should be/],
    ["a missing payload", { type: "replace_content" }, /body\.replace_content should be defined/],
  ])("refuses %s", async (_, body, message) => {
    await expect(update(body)).rejects.toThrow(message);
    expect(await markdownOf()).toBe("one\ntwo\nthree");
  });

  test("deletes pages inside only when allowed, and keeps those it still names", async () => {
    const child = await notion.pages.create({
      parent: { page_id: pageId },
      properties: { title: aTitle("Child") },
    });
    const tag = (await markdownOf()).split("\n").at(-1) ?? "";
    expect(tag).toMatch(/^<page url="https:\/\/app\.notion\.com\/p\/[0-9a-f]{32}">Child<\/page>$/);

    await expect(replace("gone")).rejects.toThrow(/would delete 1 child page/);
    await replace(`new\n${tag}\nafter`);
    expect(await markdownOf()).toBe(`new\n${tag}\nafter`);
    await expect(notion.pages.retrieve({ page_id: child.id })).resolves.toMatchObject({ in_trash: false });

    await replace("gone", { allow_deleting_content: true });
    await expect(notion.pages.retrieve({ page_id: child.id })).resolves.toMatchObject({ in_trash: true });
  });
});

describe("an asynchronous update", () => {
  const start = async (body: object) =>
    (await update({ allow_async: true, ...body })) as unknown as { id: string };

  test("is a task, queued and then succeeded with the page's markdown", async () => {
    const task = await start({ type: "replace_content", replace_content: { new_str: "later" } });
    expect(task).toMatchObject({
      object: "async_task",
      status: "queued",
      status_url: `${world.emulator.url}/v1/async_tasks/${task.id}`,
      poll_after_seconds: 2,
      operation: { surface: "rest", name: "PATCH /v1/pages/:page_id/markdown" },
    });
    expect(await markdownOf()).toBe("");
    timers.pass(2);

    expect(await notion.asyncTasks.retrieve({ task_id: task.id })).toMatchObject({
      status: "succeeded",
      result: { object: "page_markdown", id: pageId, markdown: "later" },
    });
    expect(await markdownOf()).toBe("later");
  });

  test("tells as a failed task what it would have answered", async () => {
    const content_updates = [{ old_str: "nope", new_str: "" }];
    const task = await start({ type: "update_content", update_content: { content_updates } });
    timers.pass(2);
    expect(await notion.asyncTasks.retrieve({ task_id: task.id })).toMatchObject({
      status: "failed",
      error: { object: "error", status: 400, code: "validation_error" },
    });
  });

  test("is nobody else's business", async () => {
    const task = await start({ type: "replace_content", replace_content: { new_str: "mine" } });
    await expect(world.ada.asyncTasks.retrieve({ task_id: task.id })).rejects.toMatchObject({
      code: "object_not_found",
    });
  });

  test("that waits while the emulator is down runs when it is back", async () => {
    const task = await start({ type: "replace_content", replace_content: { new_str: "survived" } });
    await world.restart();
    notion = world.notion;
    timers.pass(2);
    expect(await notion.asyncTasks.retrieve({ task_id: task.id })).toMatchObject({ status: "succeeded" });
    expect(await markdownOf()).toBe("survived");
  });
});
