import type { Client, CreatePageParameters, UpdatePageParameters } from "@notionhq/client";
import type { Block } from "../../domain/block.ts";
import type { Cell, Workspace } from "../../ports.ts";
import { encodeBlocks } from "./encode-block.ts";
import { encodeCell } from "./encode-cell.ts";
import type { Ask } from "./expect-object.ts";
import { type Json, text } from "./json.ts";

/** @param askOnce for what is not the same when it is done twice. */
export function pageEditor(
  client: Client,
  ask: Ask,
  askOnce: Ask,
): Pick<Workspace, "writeCells" | "addRow" | "addToBody" | "trash"> {
  return {
    async writeCells(rowId, cells) {
      const change = { page_id: rowId, properties: encodeCells(cells) } as UpdatePageParameters;
      await ask("a row", "page", () => client.pages.update(change));
    },

    async addRow(sourceId, cells, body: readonly Block[]) {
      const page = {
        parent: { type: "data_source_id", data_source_id: sourceId },
        properties: encodeCells(cells),
        children: encodeBlocks(body),
      } as CreatePageParameters;
      return text((await askOnce("a new row", "page", () => client.pages.create(page))).id);
    },

    async addToBody(rowId, body) {
      const added = { block_id: rowId, children: encodeBlocks(body) as never };
      await askOnce("a page", "list", () => client.blocks.children.append(added));
    },

    async trash(rowId) {
      await ask("a row", "page", () => client.pages.update({ page_id: rowId, in_trash: true }));
    },
  };
}

function encodeCells(cells: Readonly<Record<string, Cell>>): Json {
  return Object.fromEntries(
    Object.entries(cells).map(([id, cell]) => [encodeURIComponent(id), encodeCell(cell)]),
  );
}
