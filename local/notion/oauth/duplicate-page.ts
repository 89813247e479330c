import type { Workspace } from "../call.ts";
import type { Entity, Page, Stamp } from "../entities.ts";
import { oneWay } from "../schema/one-way.ts";

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/**
 * Puts a copy of a page, with all that stands under it, at the top of the workspace. Inside the copy, everything that
 * pointed at the original points at the copy: parents, relations, mentions. @returns its id.
 */
export function duplicatePage(page: Page, stamp: Stamp, workspace: Workspace): string {
  const originals = [...under(page, workspace)];
  const copyIds = new Map(originals.map(({ id }) => [id, workspace.ids.uuid()]));
  for (const original of originals) {
    const json = JSON.stringify(withinCopy(original, copyIds));
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

/** Without what stays behind: what is in the trash, and the other end of a relation with a table that is not copied. */
function withinCopy(entity: Entity, copied: ReadonlyMap<string, string>): Entity {
  switch (entity.kind) {
    case "page":
    case "block":
      return { ...entity, content: entity.content.filter((id) => copied.has(id)) };
    case "data_source":
      return {
        ...entity,
        properties: entity.properties.map((one) =>
          one.type === "relation" && !copied.has(String(one.config.data_source_id)) ? oneWay(one) : one,
        ),
      };
    default:
      return entity;
  }
}
