import type { Entity } from "../notion/entities.ts";
import type { Change } from "../notion/store/store.ts";

/** What a write changed in the embedded workspace, by what shows it. */
export type WorkspaceNews = {
  /** Rows whose cells changed, that are new or in the trash: their ids by data source. */
  rows: Record<string, string[]>;
  /** Pages whose blocks changed, rows among them. */
  pages: string[];
  /** Pages that were commented on. */
  comments: string[];
  /** Data sources of which a view was made, changed or deleted. */
  views: string[];
  /** A database or a data source was made, changed or trashed. */
  sources: boolean;
  /** Anything may have changed: what is shown is read again. */
  isAll?: boolean;
};

export const everything: WorkspaceNews = {
  rows: {},
  pages: [],
  comments: [],
  views: [],
  sources: true,
  isAll: true,
};

/** The news of one write. Writes that nobody sees (tokens, subscriptions) are none. */
export function newsOf(changes: readonly Change[]): WorkspaceNews {
  const rows = new Map<string, Set<string>>();
  const pages = new Set<string>();
  const comments = new Set<string>();
  const views: string[] = [];
  let sources = false;
  for (const { before, after } of changes) {
    const entity = after ?? before;
    if (!entity) continue;
    for (const sourceId of sourcesOf(before, after)) {
      rows.set(sourceId, (rows.get(sourceId) ?? new Set()).add(entity.id));
    }
    if (entity.kind === "block") pages.add(entity.pageId);
    if (entity.kind === "comment") comments.add(entity.pageId);
    if (entity.kind === "view") views.push(entity.dataSourceId);
    sources ||= structures.has(entity.kind) || isLoosePage(entity);
  }
  return {
    rows: Object.fromEntries([...rows].map(([sourceId, ids]) => [sourceId, [...ids]])),
    pages: [...pages],
    comments: [...comments],
    views,
    sources,
  };
}

const structures: ReadonlySet<string> = new Set(["database", "data_source"]);

/** A row that is moved leaves one source and enters another. */
function sourcesOf(...states: readonly (Entity | undefined)[]): string[] {
  return states.flatMap((state) =>
    state?.kind === "page" && state.parent.type === "data_source_id" ? state.parent.data_source_id : [],
  );
}

/** A page that is no row stands in the sidebar. */
function isLoosePage(entity: Entity): boolean {
  return entity.kind === "page" && entity.parent.type !== "data_source_id";
}
