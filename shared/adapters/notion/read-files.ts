import type { Client } from "@notionhq/client";
import type { SignedFile } from "../../ports.ts";
import type { Ask } from "./expect-object.ts";
import { list, record, text } from "./json.ts";

/** The file that a block shows, its link signed anew. */
export async function readBlockFile(
  client: Client,
  ask: Ask,
  block_id: string,
): Promise<SignedFile | undefined> {
  const block = await ask("a picture or file", "block", () => client.blocks.retrieve({ block_id }));
  return signedFile(record(block[text(block.type)]));
}

/** The files of a cell that Notion hosts. */
export async function readCellFiles(
  client: Client,
  ask: Ask,
  page_id: string,
  propertyId: string,
): Promise<SignedFile[]> {
  const cell = { page_id, property_id: encodeURIComponent(propertyId) };
  const answer = await ask("a cell", "property_item", () => client.pages.properties.retrieve(cell));
  return list(answer.files).flatMap((file) => signedFile(record(file)) ?? []);
}

function signedFile(content: Record<string, unknown>): SignedFile | undefined {
  const url = text(record(content.file).url);
  if (content.type !== "file" || url === "") return undefined;
  return { name: text(content.name), path: url.replace(/\?.*$/s, ""), url };
}
