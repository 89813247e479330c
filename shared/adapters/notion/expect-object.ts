import { type Json, record } from "./json.ts";

/**
 * What was asked for. An answer of another kind came from something between Notion and us, or half of it did: read as an
 * empty list, it would lose what is in the list.
 * @throws SyntaxError, as JSON.parse does for what was cut short.
 */
export function expectObject(kind: string, answer: unknown): Json {
  const found = record(answer);
  const isWhole = kind === "list" ? Array.isArray(found.results) : typeof found.id === "string";
  if (found.object === kind && isWhole) return found;
  throw new SyntaxError(`the answer is no ${kind}`);
}
