import type { RowPage } from "../../ports.ts";
import type { Reading } from "../judge/reading.ts";

/** Hears of rows that Notion shows to no query. */
export function unseenBy({ result }: Reading): (problem: string) => void {
  return (text) => void result.refusals.push({ text });
}

/** Rows of which Notion shows no more than that they are there. */
export function tellUnreadable({ result, schema }: Reading, { unreadable }: RowPage): void {
  if (!unreadable) return;
  result.refusals.push({
    text: `Notion does not show what stands in some rows of ${schema.name}, so those are not followed; look whether Rowbell may open every page in it`,
  });
}
