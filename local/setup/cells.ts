import type { BlockObjectRequest, CreateDatabaseParameters, CreatePageParameters } from "@notionhq/client";

/** Short ways to write the cells, columns and texts of a Notion request. */

export type Cells = NonNullable<CreatePageParameters["properties"]>;
export type Cell = Cells[string];
export type Columns = NonNullable<NonNullable<CreateDatabaseParameters["initial_data_source"]>["properties"]>;
export type Column = Columns[string];
export type Text = NonNullable<CreateDatabaseParameters["title"]>;
export type Block = BlockObjectRequest;

/** `plain **bold** [link](https://…)`, and code between backticks. */
export function text(markup: string): Text {
  const parts = markup.split(/(\*\*.+?\*\*|`.+?`|\[.+?\]\(.+?\))/).filter((part) => part !== "");
  return parts.map((part) => {
    const link = /^\[(.+)\]\((.+)\)$/.exec(part);
    if (link) return { text: { content: link[1] ?? "", link: { url: link[2] ?? "" } } };
    const code = /^`(.+)`$/.exec(part)?.[1];
    if (code) return { text: { content: code }, annotations: { code: true } };
    const bold = /^\*\*(.+)\*\*$/.exec(part)?.[1];
    return bold ? { text: { content: bold }, annotations: { bold: true } } : { text: { content: part } };
  });
}

export const title = (content: string): Cell => ({ title: text(content) });
export const richText = (content: string): Cell => ({ rich_text: text(content) });
export const mention = (databaseId: string): Cell => ({
  rich_text: [{ mention: { database: { id: databaseId } } }],
});
export const number = (value: number): Cell => ({ number: value });
export const select = (name: string): Cell => ({ select: { name } });
export const multiSelect = (names: string[]): Cell => ({ multi_select: names.map((name) => ({ name })) });
export const status = (name: string): Cell => ({ status: { name } });
export const checkbox = (value: boolean): Cell => ({ checkbox: value });
export const people = (...ids: string[]): Cell => ({ people: ids.map((id) => ({ id })) });
export const relation = (...ids: string[]): Cell => ({ relation: ids.map((id) => ({ id })) });
export const email = (value: string): Cell => ({ email: value });
export const url = (value: string): Cell => ({ url: value });

/** A whole day, so many days after `now` (before it, when negative). */
export function day(now: Date, days: number): Cell {
  const start = new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  return { date: { start } };
}

type StatusOption = [name: string, color: string, group: "To-do" | "In progress" | "Complete"];

/** The client's types do not know `group` yet, which Notion takes since 2026-06-22. */
export function statusColumn(...options: StatusOption[]): Column {
  const config = { options: options.map(([name, color, group]) => ({ name, color, group })) };
  return { status: config } as Column;
}

export const paragraph = (markup: string): Block => ({ paragraph: { rich_text: text(markup) } });
export const heading = (markup: string): Block => ({ heading_2: { rich_text: text(markup) } });
export const bullet = (markup: string): Block => ({ bulleted_list_item: { rich_text: text(markup) } });
export const divider: Block = { divider: {} };
