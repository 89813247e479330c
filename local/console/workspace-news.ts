import type { Entity } from "../notion/entities.ts";

/** What a write changed in the embedded workspace, by what shows it. */
export type WorkspaceNews = {
  /** Rows whose cells changed, that are new or in the trash: their ids by data source. */
  rows: Record<string, string[]>;
  /** Pages whose blocks or comments changed, rows among them. */
  pages: string[];
  /** A database, a data source or a view was made, changed or trashed. */
  sources: boolean;
};

export type Change = { before?: Entity; after?: Entity };

/** The news of one write. Writes that nobody sees (tokens, subscriptions) are none. */
export function newsOf(changes: readonly Change[]): WorkspaceNews {
  const rows = new Map<string, Set<string>>();
  const pages = new Set<string>();
  let sources = false;
  for (const { before, after } of changes) {
    const entity = after ?? before;
    if (!entity) continue;
    for (const sourceId of sourcesOf(before, after)) {
      rows.set(sourceId, (rows.get(sourceId) ?? new Set()).add(entity.id));
    }
    const pageId = pageOf(entity);
    if (pageId) pages.add(pageId);
    sources ||= structures.has(entity.kind) || isLoosePage(entity);
  }
  return {
    rows: Object.fromEntries([...rows].map(([sourceId, ids]) => [sourceId, [...ids]])),
    pages: [...pages],
    sources,
  };
}

const structures: ReadonlySet<string> = new Set(["database", "data_source", "view"]);

/** A row that is moved leaves one source and enters another. */
function sourcesOf(...states: readonly (Entity | undefined)[]): string[] {
  return states.flatMap((state) =>
    state?.kind === "page" && state.parent.type === "data_source_id" ? state.parent.data_source_id : [],
  );
}

/** The page an entity is part of: blocks and comments name theirs. */
function pageOf(entity: Entity): string | undefined {
  if (entity.kind === "page") return undefined;
  return "pageId" in entity && typeof entity.pageId === "string" ? entity.pageId : undefined;
}

/** A page that is no row stands in the sidebar. */
function isLoosePage(entity: Entity): boolean {
  return entity.kind === "page" && entity.parent.type !== "data_source_id";
}
