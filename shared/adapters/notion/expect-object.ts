import { type Json, record } from "./json.ts";
import { NotionFailure } from "./notion-failure.ts";

/** Asks Notion for an object of one kind; `what` is its name in errors. */
export type Ask = (what: string, kind: string, request: () => Promise<unknown>) => Promise<Json>;

/**
 * What was asked for. An answer of another kind came from something between Notion and us, or half of it did: read as an
 * empty list, it would lose what is in the list.
 * @param kind "property_item" may be answered by a list of them.
 * @throws NotionFailure garbled.
 */
export function expectObject(kind: string, answer: unknown): Json {
  const found = record(answer);
  const isList = found.object === "list" && Array.isArray(found.results);
  if (kind === "list" && isList) return found;
  if (kind === "property_item" && isList && found.type === kind) return found;
  if (kind !== "list" && found.object === kind && typeof found.id === "string") return found;
  throw new NotionFailure("garbled", `the answer is no ${kind}`);
}
