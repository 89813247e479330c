// Uploads a file of up to 20 MB and puts it on a page.   node docs/examples/upload-a-file.ts <page id> <file>
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { isFullBlock } from "@notionhq/client";
import { argument, notion, print } from "./notion.ts";

const pageId = argument(1, "the id of a page");
const path = argument(2, "the path of a file");
const filename = basename(path);

const upload = await notion.fileUploads.create({ mode: "single_part", filename });
await notion.fileUploads.send({
  file_upload_id: upload.id,
  file: { filename, data: new Blob([await readFile(path)], { type: upload.content_type ?? "" }) },
});

// An upload that is attached nowhere within an hour is thrown away.
const { results } = await notion.blocks.children.append({
  block_id: pageId,
  children: [{ file: { type: "file_upload", file_upload: { id: upload.id } } }],
});

const block = results[0];
if (block && isFullBlock(block) && block.type === "file" && block.file.type === "file") {
  // Signed, and another one at each read: use it within the hour, and never keep it.
  const { url, expiry_time } = block.file.file;
  print(`${(await (await fetch(url)).arrayBuffer()).byteLength} bytes until ${expiry_time}`);
}
