import type { Workspace } from "../call.ts";
import type { Entity, Page, Stamp } from "../entities.ts";

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/**
 * Puts a copy of a page, with all that stands under it, at the top of the workspace. Inside the copy, everything that
 * pointed at the original points at the copy: parents, relations, mentions. @returns its id.
 */
export function duplicatePage(page: Page, stamp: Stamp, workspace: Workspace): string {
  const originals = [...under(page, workspace)];
  const copyIds = new Map(originals.map(({ id }) => [id, workspace.ids.uuid()]));
  for (const original of originals) {
    const json = JSON.stringify(withoutTrash(original, copyIds));
    const copy = JSON.parse(json.replace(UUID, (id) => copyIds.get(id) ?? id)) as Entity;
    const top = original === page ? { parent: { type: "workspace", workspace: true } } : {};
    workspace.store.put({ ...copy, ...top, stamp } as Entity);
  }
  return copyIds.get(page.id) as string;
}

function* under(entity: Entity | undefined, workspace: Workspace): Generator<Entity> {
  const { store } = workspace;
  if (!entity || ("inTrash" in entity && entity.inTrash)) return;
  yield entity;
  if (entity.kind === "page" || entity.kind === "block") {
    for (const id of entity.content) yield* under(store.get(id), workspace);
  } else if (entity.kind === "database") {
    for (const id of entity.dataSourceIds) yield* under(store.get(id), workspace);
    yield* store.childrenOf(entity.id, "view").filter((view) => !view.deleted);
  } else if (entity.kind === "data_source") {
    for (const row of store.rows(entity.id)) yield* under(row, workspace);
  }
}

function withoutTrash(entity: Entity, copied: ReadonlyMap<string, string>): Entity {
  if (entity.kind !== "page" && entity.kind !== "block") return entity;
  return { ...entity, content: entity.content.filter((id) => copied.has(id)) };
}
