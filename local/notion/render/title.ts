import type { Call } from "../call.ts";
import type { StoredText } from "../entities.ts";
import { wordsOf } from "../search/words-of.ts";

/**
 * The title of a page, database or data source as plain text, "" when there is none. A title inside a title is not
 * followed: two pages may mention each other.
 */
export function plainTitle(id: string, call: Pick<Call, "workspace">): string {
  const entity = call.workspace.store.get(id);
  if (entity?.kind !== "page" && entity?.kind !== "database" && entity?.kind !== "data_source") return "";
  const title =
    entity.kind === "page" ? ((entity.values.title as StoredText[] | undefined) ?? []) : entity.title;
  return wordsOf(title);
}
