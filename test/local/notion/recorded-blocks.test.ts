import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BlockObjectResponse } from "@notionhq/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { differences } from "./recorded/shape.ts";
import { aTitle, openWorld, type World } from "./world.ts";

type Recorded = { type: string; [type: string]: unknown };

const recorded = readFileSync(join(import.meta.dirname, "recorded/old/blocks.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Recorded);

/** All that may differ, and why. */
const TOLERANCE: [at: RegExp, why: string][] = [
  [
    /^answer\.paragraph\.icon$/,
    "paragraphs have icons since a later year; fields are added to every version",
  ],
  [/^answer\.(link_to_page\.page_id|.*\.url)$/, "what a block leads to is a matter of the page"],
];

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** A request for such a block. */
function requestFor({ type, ...block }: Recorded, pageId: string): object {
  const payload = { ...(block[type] as Record<string, unknown>) };
  for (const key of ["rich_text", "caption"]) {
    const items = payload[key] as { text: object; annotations: object }[] | undefined;
    if (items) payload[key] = items.map(({ text, annotations }) => ({ text, annotations }));
  }
  if (type === "link_to_page") payload.page_id = pageId;
  const cell = { table_row: { cells: [[], []] } };
  const column = { column: { children: [{ divider: {} }] } };
  if (type === "table") payload.children = [cell];
  if (type === "column_list") payload.children = [column, column];
  return { [type]: payload };
}

describe("in version 2022-06-28 a block has the keys, types and formats of the recorded one", () => {
  test.each(recorded.map((block) => [block.type, block] as const))("%s", async (_, block) => {
    const page = await world.notion.pages.create({
      parent: { workspace: true },
      properties: { title: aTitle("Page") },
    });
    const children = [requestFor(block, page.id)] as never;
    const old = world.as("ntn_bot", "2022-06-28");
    await world.notion.blocks.children.append({ block_id: page.id, children });
    const { results } = await old.blocks.children.list({ block_id: page.id });
    const [ours] = results as BlockObjectResponse[];

    const wrong = differences(block, ours).filter(
      ({ at }) => !TOLERANCE.some(([pattern]) => pattern.test(at)),
    );
    expect(wrong).toEqual([]);
  });
});
