import type { BlockObjectRequest } from "@notionhq/client";
import { notionConnection } from "../../../shared/adapters/notion/workspace.ts";
import { type Cells, type Opened, workspaceContract } from "../../contracts/workspace.contract.ts";
import {
  aRow,
  aTable,
  aText,
  aTitle,
  type Cells as NotionCells,
  openWorld,
} from "../../local/notion/world.ts";

workspaceContract(async (options): Promise<Opened> => {
  const { ada, clock, emulator, close } = await openWorld(options);
  const update = (page_id: string, change: { in_trash?: boolean; properties?: NotionCells }) =>
    ada.pages.update({ page_id, ...change });
  return {
    workspace: notionConnection({ token: "ntn_bot", baseUrl: emulator.url, pause: async () => {} }).workspace,
    async makeSource(name) {
      const { sourceId } = await aTable(
        ada,
        {
          Name: { title: {} },
          Note: { rich_text: {} },
          State: { select: { options: [{ name: "Off" }] } },
          Fired: { number: {} },
          Due: { date: {} },
          Done: { checkbox: {} },
        },
        name,
      );
      const Others = { relation: { data_source_id: sourceId, single_property: {} } };
      await ada.dataSources.update({ data_source_id: sourceId, properties: { Others } });
      return sourceId;
    },
    trashSource: async (data_source_id) => {
      await ada.dataSources.update({ data_source_id, in_trash: true });
    },
    async makeRow(sourceId, cells, paragraphs = []) {
      const { id } = await aRow(ada, sourceId, propertiesOf(cells));
      const children = paragraphs.map((content): BlockObjectRequest => ({ paragraph: aText(content) }));
      if (children.length > 0) await ada.blocks.children.append({ block_id: id, children });
      return id;
    },
    edit: async (id, cells) => void (await update(id, { properties: propertiesOf(cells) })),
    trash: async (id) => void (await update(id, { in_trash: true })),
    restore: async (id) => void (await update(id, { in_trash: false })),
    move: async (page_id, data_source_id) =>
      void (await ada.pages.move({ page_id, parent: { data_source_id } })),
    pass: (seconds) => clock.pass(seconds),
    now: () => clock.now(),
    close,
  };
});

function propertiesOf({ Name, Note, Others }: Cells): NotionCells {
  return {
    // A cell that nobody wrote into has no text at all, not an empty one.
    ...(Name === undefined ? {} : { Name: Name === "" ? { title: [] } : aTitle(Name) }),
    ...(Note === undefined ? {} : { Note: aText(Note) }),
    ...(Others === undefined ? {} : { Others: { relation: Others.map((id) => ({ id })) } }),
  };
}
