import type { Option } from "./row.ts";

/** A cell value to write, by property id. Where an option has its id, that counts, and not its name. */
export type Cell =
  | { type: "title" | "rich_text"; text: string }
  | { type: "url" | "email" | "phone_number"; text: string }
  | { type: "select" | "status"; name: string; id?: string }
  | { type: "multi_select"; options: readonly Option[] }
  | { type: "number"; value: number }
  | { type: "date"; start: string }
  | { type: "checkbox"; checked: boolean }
  | { type: "relation"; ids: readonly string[] }
  | { type: "empty"; of: Clearable };

/** Types of columns whose cells can be emptied. */
export type Clearable =
  | "title"
  | "rich_text"
  | "url"
  | "email"
  | "phone_number"
  | "select"
  | "status"
  | "multi_select"
  | "number"
  | "date";

/** Notion takes at most 2,000 characters in one text object (request limits). */
const longestText = 2_000;

/** As much of a text as one cell takes. A character that was cut in two is no text. */
export function fitting(text: string): string {
  return text.slice(0, longestText).toWellFormed();
}
