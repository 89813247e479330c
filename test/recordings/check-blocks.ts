import { decodeRow } from "../../shared/adapters/notion/decode-row.ts";
import { type Json, list, record } from "../../shared/adapters/notion/json.ts";
import type { Block } from "../../shared/domain/block.ts";
import { unseenTexts } from "./check-mail.ts";
import { blockTexts } from "./raw-content.ts";
import { idKey } from "./read-recordings.ts";
import type { Recorder } from "./recorder.ts";
import { walkRow } from "./walk-row.ts";

/** What a mail knowingly does not show: these speak about the page in Notion. */
const leftOut = new Set(["table_of_contents", "breadcrumb"]);
/** Types that blocks.ts of the message has a look for, and containers, which are what is in them. */
const known = new Set(
  `paragraph heading_1 heading_2 heading_3 heading_4 quote callout divider code equation bulleted_list_item
  numbered_list_item to_do toggle table table_row image bookmark embed link_preview video audio file pdf column_list column
  synced_block child_page child_database template`.split(/\s+/),
);

const page: Json = {
  object: "page",
  id: "page",
  properties: { Name: { id: "title", type: "title", title: [{ type: "text", plain_text: "Row" }] } },
};

const ids = { page: "00000000-0000-4000-8000-000000000000", table: "00000000-0000-4000-8000-000000000001" };
const table: Json = { object: "block", id: ids.table, type: "table", has_children: true, table: {} };

/** Blocks of one parent, by the client, as the page of a rule. @returns what its mail does not show. */
export async function checkBlocks(blocks: readonly Json[], recorder: Recorder): Promise<string[]> {
  // Rows of a table are shown nowhere but in one.
  const areRows = blocks.some(({ type }) => type === "table_row");
  const nested = new Map(recorder.children)
    .set(idKey(ids.page), areRows ? [table] : blocks)
    .set(idKey(ids.table), blocks);
  const body = await recorder.replay.ask(
    (_, path) => {
      const results = nested.get(idKey(/blocks\/([^/]+)\/children/.exec(path)?.[1])) ?? [];
      return { status: 200, body: { object: "list", results, next_cursor: null, has_more: false } };
    },
    (workspace) => workspace.body(ids.page),
  );
  const texts = blocks.flatMap((block) => textsOf(block, recorder, 0));
  const lost = typesOf(areRows ? (body[0]?.children ?? []) : body, blocks);
  if (texts.some((text) => text.includes("{{"))) {
    recorder.tally.add("blocks not put into a rule", "because they hold {{ and would be a template");
    return lost;
  }
  const [walk] = walkRow(page, decodeRow(page), body);
  return walk ? [...lost, ...unseenTexts(walk.message, texts)] : lost;
}

/** The answer of a block list, or of appending blocks. */
export async function checkBlockList(answer: Json, recorder: Recorder): Promise<string[]> {
  recorder.tally.add("objects", "block list");
  return checkBlocks(list(answer.results).map(record), recorder);
}

function textsOf(block: Json, recorder: Recorder, depth: number): string[] {
  const type = String(block.type);
  recorder.tally.add(leftOut.has(type) ? "blocks left out of a mail" : "blocks by type", type);
  if (!known.has(type) && !leftOut.has(type))
    recorder.tally.add("blocks of types without a look of their own", type);
  const caption = list(record(block[type]).caption);
  if (type === "code" && caption.length > 0)
    recorder.tally.add("blocks left out of a mail", "caption of code");
  const inside = depth < 6 && !type.startsWith("child_") && block.has_children === true;
  const children = inside ? (recorder.children.get(idKey(block.id)) ?? []) : [];
  return [...blockTexts(block), ...children.flatMap((child) => textsOf(child, recorder, depth + 1))];
}

function typesOf(body: readonly Block[], blocks: readonly Json[]): string[] {
  const [kept, sent] = [body.map(({ type }) => type).join(), blocks.map(({ type }) => type).join()];
  return kept === sent ? [] : [`blocks ${sent} became ${kept}`];
}
