import { Client } from "@notionhq/client";
import { manualClock } from "../../local/clock.ts";
import { DEMO_TOKENS, DEMO_USERS, MAYA, PERSON_TOKEN, ROWBELL_TOKEN } from "../../local/demo/users.ts";
import { startNotionEmulator } from "../../local/notion/emulator.ts";
import { decodeBlock } from "../../shared/adapters/notion/decode-block.ts";
import { notionFiles } from "../../shared/adapters/notion/notion-files.ts";
import { notionConnection } from "../../shared/adapters/notion/workspace.ts";
import type { Block } from "../../shared/domain/block.ts";
import { plainText } from "../../shared/domain/row.ts";
import type { Piece } from "./fixture.ts";
import { png } from "./png.ts";

/** Notion's place, where pages are written by a person and read as Rowbell reads them. */
export async function openPages() {
  const clock = manualClock(new Date("2026-06-01T09:00:20.000Z"));
  const notion = await startNotionEmulator({
    port: 0,
    dataFile: ":memory:",
    clock,
    tokens: DEMO_TOKENS,
    users: DEMO_USERS,
  });
  const person = new Client({ auth: PERSON_TOKEN, baseUrl: notion.url, notionVersion: "2026-03-11" });
  const { workspace } = notionConnection({
    token: ROWBELL_TOKEN,
    baseUrl: notion.url,
    pause: async () => {},
  });
  const root = await person.pages.create({
    parent: { workspace: true },
    properties: { title: { title: [{ text: { content: "The plan for summer" } }] } },
  } as never);

  async function write(pieces: readonly Piece[]): Promise<Block[]> {
    const page = await person.pages.create({
      parent: { page_id: root.id },
      properties: { title: { title: [{ text: { content: "Page" } }] } },
    });
    const append = (block: object) =>
      person.blocks.children.append({ block_id: page.id, children: [block as never] });
    for (const [index, piece] of pieces.entries()) {
      if ("markdown" in piece) await insert(page.id, piece.markdown);
      else if ("block" in piece) await append(piece.block);
      else if ("raw" in piece)
        await append({ paragraph: { rich_text: [{ text: { content: `@raw ${index}` } }] } });
      else if ("file" in piece) await append({ file: await upload(piece.file, Buffer.from("%PDF-1.7 …")) });
      else await append({ image: await pictureOf(piece.picture) });
    }
    const blocks = await workspace.body(page.id);
    // What the workspace of this repository cannot hold, as Notion would have sent it.
    return blocks.map((block) => {
      const at = /^@raw (\d+)$/.exec(plainText(block.text))?.[1];
      const piece = at === undefined ? undefined : pieces[Number(at)];
      return piece && "raw" in piece ? decodeBlock(piece.raw) : block;
    });
  }

  async function insert(page_id: string, markdown: string): Promise<void> {
    const content = markdown
      .replaceAll("{{ADA}}", MAYA.id)
      .replaceAll("{{PAGE}}", root.id.replaceAll("-", ""));
    await person.pages.updateMarkdown({
      page_id,
      type: "insert_content",
      insert_content: { content },
    } as never);
  }

  async function pictureOf({ width, height, caption }: { width: number; height: number; caption: string }) {
    const file = await upload("picture.png", png(width, height));
    return { ...file, ...(caption === "" ? {} : { caption: [{ text: { content: caption } }] }) };
  }

  async function upload(filename: string, bytes: Buffer) {
    const { id } = await person.fileUploads.create({ filename });
    const data = new Blob([new Uint8Array(bytes)]);
    await person.fileUploads.send({ file_upload_id: id, file: { filename, data } });
    return { type: "file_upload", file_upload: { id } };
  }

  return { workspace, write, files: notionFiles({ baseUrl: notion.url }), close: () => notion.close() };
}
