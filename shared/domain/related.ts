import type { Property, RelatedPage, Value } from "./row.ts";

/** What was read of pages that rows are related to; null for one that Rowbell can't open. Times are ISO, of Notion's clock. */
export interface RelatedPages {
  /** Those that were read at that time or later. */
  readSince(pageIds: readonly string[], since: string): Promise<Map<string, RelatedPage | null>>;
  save(pageId: string, page: RelatedPage | null, readAt: string): Promise<void>;
}

/** The pages that a cell names, also those that a rollup shows. */
export function relatedIn(value: Value): string[] {
  if (value.type === "relation") return value.value;
  if (value.type === "rollup" && value.value.kind === "array") return value.value.value.flatMap(relatedIn);
  return [];
}

/** The same cell, with what is known of the pages it names; null for those that can't be opened. */
export function withPages(property: Property, known: ReadonlyMap<string, RelatedPage | null>): Property {
  return { ...property, ...named(property, known) } as Property;
}

function named(value: Value, known: ReadonlyMap<string, RelatedPage | null>): Value {
  if (value.type === "relation") {
    const pages = value.value.flatMap((id) => {
      const page = known.get(id);
      return page ? [[id, page] as const] : [];
    });
    return { ...value, pages: Object.fromEntries(pages) };
  }
  if (value.type !== "rollup" || value.value.kind !== "array") return value;
  return { ...value, value: { kind: "array", value: value.value.value.map((one) => named(one, known)) } };
}
