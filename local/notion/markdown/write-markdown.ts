import type { Call } from "../call.ts";
import type { Block, Database, Json, Page } from "../entities.ts";
import { isObject } from "../expect.ts";
import { readFile } from "../files/stored-file.ts";
import { childrenOf } from "../render/block.ts";
import { plainTitle } from "../render/title.ts";
import { attributes, colorAttribute } from "./attributes.ts";
import { writeInline } from "./write-inline.ts";

type Child = Block | Page | Database;

/** A block at the top of a page, and the lines it is in markdown. */
type Segment = { id: string; lines: string[] };
export type Written = { segments: Segment[]; unknown: string[] };

/** The blocks of a page or block as enhanced markdown, one segment for each at the top; children are indented by tabs. */
export function writeMarkdown(holder: Page | Block, call: Call): Written {
  const unknown: string[] = [];
  const segments = childrenOf(holder, call).map((child) => ({
    id: child.id,
    lines: new Writer(call, unknown).block(child),
  }));
  return { segments, unknown };
}

class Writer {
  readonly #call: Call;
  readonly #unknown: string[];

  constructor(call: Call, unknown: string[]) {
    this.#call = call;
    this.#unknown = unknown;
  }

  block(child: Child): string[] {
    if (child.kind !== "block") return [this.#inside(child)];
    const write = WRITERS[child.type];
    if (write) return write(child, this);
    this.#unknown.push(child.id);
    return [`<unknown url="${urlOf(child.id)}" alt="${child.type}"/>`];
  }

  #inside(child: Page | Database): string {
    const title = plainTitle(child.id, this.#call);
    if (child.kind === "page") return `<page url="${urlOf(child.id)}">${title}</page>`;
    return `<database url="${urlOf(child.id)}" inline="${child.isInline}">${title}</database>`;
  }

  text(texts: unknown): string {
    return writeInline(texts, this.#call);
  }

  /** The lines of what is in a block, one tab deeper. */
  children(block: Block): string[] {
    return childrenOf(block, this.#call).flatMap((child) => this.block(child).map(indented));
  }

  url(data: Json): string {
    const file = readFile(this.#call, data);
    const inner = file[String(file.type)];
    return isObject(inner) ? String(inner.url) : String(data.url ?? "");
  }
}

type Write = (block: Block, writer: Writer) => string[];

const indented = (line: string) => `\t${line}`;
const urlOf = (id: string) => `https://app.notion.com/p/${id.replaceAll("-", "")}`;

/** ` {color="blue"}` behind the first line. */
function suffix(pairs: Record<string, string | undefined>): string {
  const inner = attributes(pairs).trim();
  return inner === "" ? "" : ` {${inner}}`;
}

const line =
  (prefix: (data: Json) => string): Write =>
  (block, writer) => {
    const { data } = block;
    const toggle = data.is_toggleable === true ? "true" : undefined;
    const text = writer.text(data.rich_text);
    const first = `${prefix(data)}${text}${suffix({ toggle, color: colorAttribute(data.color) })}`;
    return [first === "" ? "<empty-block/>" : first, ...writer.children(block)];
  };

const media =
  (tag: string): Write =>
  ({ data }, writer) => [`<${tag} src="${writer.url(data)}">${writer.text(data.caption)}</${tag}>`];

const enclosed =
  (tag: string, pairs: (data: Json) => Record<string, string | undefined>): Write =>
  (block, writer) => [`<${tag}${attributes(pairs(block.data))}>`, ...writer.children(block), `</${tag}>`];

const yes = (value: unknown) => (value === true ? "true" : undefined);

const WRITERS: Record<string, Write> = {
  paragraph: line(() => ""),
  heading_1: line(() => "# "),
  heading_2: line(() => "## "),
  heading_3: line(() => "### "),
  heading_4: line(() => "#### "),
  bulleted_list_item: line(() => "- "),
  numbered_list_item: line(() => "1. "),
  to_do: line(({ checked }) => (checked === true ? "- [x] " : "- [ ] ")),
  quote: line(() => "> "),
  divider: () => ["---"],
  equation: ({ data }) => ["$$", String(data.expression), "$$"],
  code: ({ data }) => {
    const text = (data.rich_text as { text?: { content: string } }[])
      .map((one) => one.text?.content ?? "")
      .join("");
    return [`\`\`\`${data.language}`, ...text.split("\n"), "```"];
  },
  image: ({ data }, writer) => [`![${writer.text(data.caption)}](${writer.url(data)})`],
  video: media("video"),
  audio: media("audio"),
  pdf: media("pdf"),
  file: media("file"),
  table_of_contents: ({ data }) => [
    `<table_of_contents${attributes({ color: colorAttribute(data.color) })}/>`,
  ],
  toggle: (block, writer) => [
    `<details${attributes({ color: colorAttribute(block.data.color) })}>`,
    `<summary>${writer.text(block.data.rich_text)}</summary>`,
    ...writer.children(block),
    "</details>",
  ],
  callout: (block, writer) => {
    const { icon, color, rich_text } = block.data;
    const emoji = isObject(icon) && typeof icon.emoji === "string" ? icon.emoji : undefined;
    return [
      `<callout${attributes({ icon: emoji, color: colorAttribute(color) })}>`,
      indented(writer.text(rich_text)),
      ...writer.children(block),
      "</callout>",
    ];
  },
  column_list: enclosed("columns", () => ({})),
  column: enclosed("column", () => ({})),
  table: enclosed("table", (data) => ({
    "header-row": yes(data.has_column_header),
    "header-column": yes(data.has_row_header),
  })),
  table_row: ({ data }, writer) => [
    "<tr>",
    ...(data.cells as unknown[]).map((cell) => indented(`<td>${writer.text(cell)}</td>`)),
    "</tr>",
  ],
  synced_block: (block, writer) => {
    const { synced_from: from } = block.data;
    if (isObject(from)) return [`<synced_block_reference url="${urlOf(String(from.block_id))}"/>`];
    return enclosed("synced_block", () => ({ url: urlOf(block.id) }))(block, writer);
  },
  link_to_page: ({ data }) => {
    const isPage = data.type !== "database_id";
    const tag = isPage ? "page" : "database";
    return [`<${tag} url="${urlOf(String(data[String(data.type)]))}"></${tag}>`];
  },
};
