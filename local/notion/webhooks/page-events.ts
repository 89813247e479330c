import type { Block, Json, Page } from "../entities.ts";
import type { Store } from "../store/store.ts";
import type { Happening } from "./event.ts";
import { parentOf } from "./parent-of.ts";

type Get = Pick<Store, "get">;

/**
 * What a change of a page tells. Computed values fire nothing, nor does the other end of a relation unless it counts as an
 * edit: whether they do at Notion is not documented.
 */
export function* pageEvents(before: Page | undefined, after: Page, store: Get): Generator<Happening> {
  const tell = (name: string, data: Json = {}) => ({
    type: `page.${name}`,
    entity: { id: after.id, type: "page" as const },
    data: { parent: parentOf(after), ...data },
    author: after.stamp.editedBy,
    at: after.stamp.editedAt,
    about: after,
  });
  if (!before) {
    yield tell("created");
    yield* inDataSource(after, after, store);
    return;
  }
  const moved = JSON.stringify(before.parent) !== JSON.stringify(after.parent);
  if (before.inTrash !== after.inTrash) yield tell(after.inTrash ? "deleted" : "undeleted");
  if (moved) yield tell("moved");
  if (before.inTrash !== after.inTrash || moved) {
    yield* inDataSource(before, after, store);
    if (moved) yield* inDataSource(after, after, store);
  }
  if (before.isLocked !== after.isLocked) yield tell(after.isLocked ? "locked" : "unlocked");
  if (before.stamp.edit === after.stamp.edit) return;
  const changed = moved ? [] : changedValues(before, after);
  if (changed.length > 0)
    yield tell("properties_updated", { updated_properties: changed.map(encodeURIComponent) });
  const blocks = changedContent(before, after, store);
  // By the documents a new title is new content; a title is a property, too. Icons and covers are told likewise.
  if (changed.includes("title") || isDressed(before, after)) blocks.push({ id: after.id, type: "page" });
  if (blocks.length > 0) yield tell("content_updated", { updated_blocks: blocks });
}

function changedValues(before: Page, after: Page): string[] {
  const ids = new Set([...Object.keys(before.values), ...Object.keys(after.values)]);
  return [...ids].filter((id) => JSON.stringify(before.values[id]) !== JSON.stringify(after.values[id]));
}

function isDressed(before: Page, after: Page): boolean {
  return JSON.stringify([before.icon, before.cover]) !== JSON.stringify([after.icon, after.cover]);
}

/** Pages and databases that came or went; blocks tell of themselves. */
function changedContent(before: Page, after: Page, store: Get): Json[] {
  const [was, is] = [new Set(before.content), new Set(after.content)];
  const ids = [...before.content.filter((id) => !is.has(id)), ...after.content.filter((id) => !was.has(id))];
  return ids.flatMap((id) => {
    const kind = store.get(id)?.kind;
    return kind === "page" || kind === "database" ? [{ id, type: kind }] : [];
  });
}

/** The data source a row has come to, or has left. */
function* inDataSource({ parent }: Page, { id, stamp }: Page, store: Get): Generator<Happening> {
  const source = parent.type === "data_source_id" ? store.get(parent.data_source_id) : undefined;
  if (source?.kind !== "data_source") return;
  yield {
    type: "data_source.content_updated",
    entity: { id: source.id, type: "data_source" },
    data: { parent: { id: source.databaseId, type: "database" }, updated_blocks: [{ id, type: "page" }] },
    author: stamp.editedBy,
    at: stamp.editedAt,
    about: source,
  };
}

/** A block is content of its page. A block that came and one that went tell the same. */
export function* blockEvents(block: Block, store: Get): Generator<Happening> {
  const page = store.get(block.pageId);
  if (page?.kind !== "page") return;
  yield {
    type: "page.content_updated",
    entity: { id: page.id, type: "page" },
    data: { parent: parentOf(page), updated_blocks: [{ id: block.id, type: "block" }] },
    author: block.stamp.editedBy,
    at: block.stamp.editedAt,
    about: page,
  };
}
