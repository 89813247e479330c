import { TransientError } from "../../domain/errors.ts";
import type { Json } from "./json.ts";

/** @throws TransientError for an answer that has more but does not say where: taken for the end, it would lose the rest. */
export function nextCursor(answer: Json): string | undefined {
  if (typeof answer.next_cursor === "string") return answer.next_cursor;
  if (answer.has_more === true)
    throw new TransientError("Notion's answer has more pages but names no next one");
  return undefined;
}
