import type { RelatedPages } from "../domain/related.ts";
import type { RelatedPage } from "../domain/row.ts";
import { TABLE } from "../table.ts";
import { jsonItem, jsonOf } from "./json-body.ts";
import { keys, partsOf } from "./keys.ts";
import type { Table } from "./table.ts";

/** Longer than any reader takes one for new; then the table removes it. */
const keptMs = 24 * 60 * 60_000;

type Kept = { page: RelatedPage | null; readAt: string };

export function relatedPagesIn(table: Table): RelatedPages {
  return {
    async readSince(pageIds, since) {
      const items = pageIds.length === 0 ? [] : await table.getAll(pageIds.map(keys.relatedPage));
      return new Map(
        items.flatMap((item) => {
          const kept = jsonOf<Kept>(item);
          return kept && kept.readAt >= since
            ? [[partsOf(String(item.pk))[0] ?? "", kept.page] as const]
            : [];
        }),
      );
    },

    async save(pageId, page, readAt) {
      const ttl = Math.ceil((Date.parse(readAt) + keptMs) / 1000);
      const item = jsonItem(keys.relatedPage(pageId), { page, readAt } satisfies Kept);
      await table.write({ put: { ...item, [TABLE.ttl]: ttl } });
    },
  };
}
