import type { Entity, Page } from "../entities.ts";

/** The entities in memory, and the lists of them that are asked for. */
export class Memory {
  readonly #entities = new Map<string, Entity>();
  /** List name → id → entity; a Map keeps the order in which they came. */
  readonly #lists = new Map<string, Map<string, Entity>>();

  get(id: string): Entity | undefined {
    return this.#entities.get(id);
  }

  all(): MapIterator<Entity> {
    return this.#entities.values();
  }

  list(name: string): Entity[] {
    return [...(this.#lists.get(name)?.values() ?? [])];
  }

  /** @param entity `undefined` to forget what has the id. */
  set(id: string, entity: Entity | undefined): void {
    const known = this.#entities.get(id);
    const after = entity ? listsOf(entity) : [];
    const left = known ? listsOf(known).filter((name) => !after.includes(name)) : [];
    for (const name of left) this.#lists.get(name)?.delete(id);
    // What moves to another list is the newest there, and so after a restart, which follows the order of this map.
    if (!entity || left.length > 0) this.#entities.delete(id);
    if (entity) this.#entities.set(id, entity);
    for (const name of after) this.#enter(name, entity as Entity);
  }

  clear(): void {
    this.#entities.clear();
    this.#lists.clear();
  }

  #enter(name: string, entity: Entity): void {
    const list = this.#lists.get(name) ?? new Map<string, Entity>();
    this.#lists.set(name, list.set(entity.id, entity));
  }
}

export const rowsOf = (dataSourceId: string) => `rows of ${dataSourceId}`;
export const kindIs = (kind: string) => `kind ${kind}`;
export const childrenUnder = (parentKey: string, kind: string) => `${kind} under ${parentKey}`;

/** The data source a page is a row of; a template is none. */
export function sourceOf(entity: Entity): string | undefined {
  if (entity.kind !== "page" || entity.parent.type !== "data_source_id" || entity.isTemplate)
    return undefined;
  return (entity as Page & { parent: { data_source_id: string } }).parent.data_source_id;
}

/** The lists an entity stands in. */
export function listsOf(entity: Entity): string[] {
  if (entity.kind === "block") return [];
  const source = sourceOf(entity);
  if (entity.kind === "page") return source === undefined ? [] : [rowsOf(source)];
  const { parentKey } = entity as { parentKey?: string };
  const children = parentKey === undefined ? [] : [childrenUnder(parentKey, entity.kind)];
  return [kindIs(entity.kind), ...children];
}
