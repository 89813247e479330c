import type { Entity } from "./entities.ts";
import type { Store } from "./store/store.ts";

type Asking = {
  grant: { user: { id: string }; roots?: readonly string[] };
  workspace: { store: Pick<Store, "get"> };
};

/**
 * Whether the connection was given the entity, or anything it stands in. What a connection makes at the top of the
 * workspace is its own.
 */
export function sees({ grant, workspace }: Asking, entity: Entity): boolean {
  const { roots, user } = grant;
  if (!roots) return true;
  for (let at: Entity | undefined = entity; at; at = above(at, workspace.store)) {
    if (roots.includes(at.id)) return true;
    if ("parent" in at && at.parent.type === "workspace" && at.stamp.createdBy === user.id) return true;
  }
  return false;
}

/** What an entity stands in: a block or page in a page or block, a row in its data source, that in its database. */
export function above(entity: Entity, store: Pick<Store, "get">): Entity | undefined {
  if (entity.kind === "data_source") return store.get(entity.databaseId);
  if (!("parent" in entity)) return undefined;
  const { parent } = entity;
  if (parent.type === "page_id") return store.get(parent.page_id);
  if (parent.type === "block_id") return store.get(parent.block_id);
  return parent.type === "data_source_id" ? store.get(parent.data_source_id) : undefined;
}
