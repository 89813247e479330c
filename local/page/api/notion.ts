import type {
  DataSourceObjectResponse,
  PageObjectResponse,
  RichTextItemResponse,
  UserObjectResponse,
} from "@notionhq/client";

/** Notion's words in the page's: a database is a source, its columns and the cells of its rows. */

export type Source = DataSourceObjectResponse;
export type Column = Source["properties"][string];
export type Row = PageObjectResponse;
export type Cell = Row["properties"][string];
export type Span = RichTextItemResponse;
export type Person = UserObjectResponse;
export type CellOf<Type extends Cell["type"]> = Extract<Cell, { type: Type }>;

/** A text as one writes it to Notion. */
export type WrittenSpan = Record<string, unknown>;

export function plainText(spans: readonly { plain_text: string }[]): string {
  return spans.map((span) => span.plain_text).join("");
}

export function titleOf(row: Row): string {
  const title = Object.values(row.properties).find((cell) => cell.type === "title");
  return title?.type === "title" ? plainText(title.title) : "";
}
