import type { Json } from "../entities.ts";
import type { Happening } from "./event.ts";

/** Several happenings of one type on one entity, told as one. */
export type Gathered = Omit<Happening, "author"> & { authors: string[] };

/** Opposites that leave everything as it was; a page that came and went was never there. */
const CANCELS: Record<string, string> = { deleted: "created", undeleted: "deleted" };

/** Collects happenings until their time is up. */
export class Aggregate {
  readonly #waiting = new Map<string, Gathered>();

  /** @returns the key to take it by when its time is up; undefined when it joined another, or undid it. */
  add(happening: Happening): string | undefined {
    const [noun, name = ""] = happening.type.split(".");
    const opposite = CANCELS[name] && `${noun}.${CANCELS[name]} ${happening.entity.id}`;
    if (opposite !== undefined && this.#waiting.has(opposite)) {
      if (name === "deleted") this.#forget(happening.entity.id);
      else this.#waiting.delete(opposite);
      return undefined;
    }
    const key = `${happening.type} ${happening.entity.id}`;
    const before = this.#waiting.get(key);
    const { author, ...rest } = happening;
    if (before) {
      const authors = [...new Set([...before.authors, author])];
      this.#waiting.set(key, { ...rest, ...mergeData(before.data, rest.data), authors });
      return undefined;
    }
    this.#waiting.set(key, { ...rest, authors: [author] });
    return key;
  }

  take(key: string): Gathered | undefined {
    const gathered = this.#waiting.get(key);
    this.#waiting.delete(key);
    return gathered;
  }

  #forget(entityId: string): void {
    for (const [key, { entity }] of this.#waiting) if (entity.id === entityId) this.#waiting.delete(key);
  }
}

function mergeData(before: Json = {}, after: Json = {}): { data: Json } {
  const lists = Object.entries(after).filter(([key]) => key.startsWith("updated_"));
  const merged = lists.map(([key, list]) => [key, union(before[key] as Item[], list as Item[])]);
  return { data: { ...before, ...after, ...Object.fromEntries(merged) } };
}

type Item = string | { id: string; action?: string };

/** By id, the later one instead of the earlier; but what was created stays so when it is changed, and goes when it goes. */
function union(before: Item[] = [], after: Item[] = []): Item[] {
  const items = new Map(before.map((item) => [idOf(item), item]));
  for (const item of after) {
    const known = items.get(idOf(item));
    const wasCreated = typeof known === "object" && known.action === "created";
    if (wasCreated && typeof item === "object" && item.action === "deleted") items.delete(idOf(item));
    else
      items.set(idOf(item), wasCreated && typeof item === "object" ? { ...item, action: "created" } : item);
  }
  return [...items.values()];
}

function idOf(item: Item): string {
  return typeof item === "string" ? item : item.id;
}
