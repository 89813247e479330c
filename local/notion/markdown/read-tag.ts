import type { Draft } from "../blocks/drafts.ts";
import { expectUuid } from "../expect.ts";
import { colorIn, idInUrl, readAttributes } from "./attributes.ts";
import { draft } from "./draft.ts";
import type { Line } from "./lines.ts";
import { readInline } from "./read-inline.ts";

type ReadLines = (lines: readonly Line[]) => Draft[];
/** `readLines` reads what is between the two tags. */
type Tag = { name: string; given: Record<string, string | undefined>; inner: Line[]; readLines: ReadLines };
type Found = { drafts: Draft[]; end: number };

const OPEN = /^<([a-z_-]+)((?:\s+[\w-]+="[^"]*")*)\s*(\/)?>/;

/** A block that markdown writes as a tag, on one line or with its children between two. Undefined when it is no such tag. */
export function readTag(lines: readonly Line[], at: number, readLines: ReadLines): Found | undefined {
  const line = lines[at] as Line;
  const open = OPEN.exec(line.text);
  const name = open?.[1] ?? "";
  const read = Object.hasOwn(TAGS, name) ? TAGS[name] : undefined;
  if (!open || !read) return undefined;
  const given = readAttributes(open[2] ?? "");
  const rest = line.text.slice(open[0].length);
  const closing = `</${name}>`;
  if (open[3]) return { drafts: read({ name, given, inner: [], readLines }), end: at + 1 };
  if (rest.endsWith(closing)) {
    const text = rest.slice(0, -closing.length);
    return { drafts: read({ name, given, inner: [{ indent: 0, text, raw: text }], readLines }), end: at + 1 };
  }
  const close = closeOf(lines, at, name);
  const first = rest === "" ? [] : [{ indent: 0, text: rest, raw: rest }];
  return {
    drafts: read({ name, given, inner: [...first, ...lines.slice(at + 1, close)], readLines }),
    end: close + 1,
  };
}

/** The line of the closing tag that belongs to this one, or the end. */
function closeOf(lines: readonly Line[], at: number, name: string): number {
  let depth = 0;
  for (let index = at; index < lines.length; index += 1) {
    const { text } = lines[index] as Line;
    if (OPEN.exec(text)?.[1] === name && !text.endsWith(`</${name}>`) && !text.endsWith("/>")) depth += 1;
    if (text === `</${name}>`) depth -= 1;
    if (depth === 0) return index;
  }
  return lines.length;
}

const textOf = ({ inner }: Tag) => inner.map(({ text }) => text).join("");

const media = (tag: Tag) => [
  draft(tag.name, {
    caption: readInline(textOf(tag)),
    type: "external",
    external: { url: tag.given.src ?? "" },
  }),
];

function link(key: "page_id" | "database_id"): (tag: Tag) => Draft[] {
  return ({ given }) => {
    const id = idInUrl(given.url);
    return id === undefined ? [] : [draft("link_to_page", { type: key, [key]: expectUuid(id, "body") })];
  };
}

const TAGS: Record<string, (tag: Tag) => Draft[]> = {
  details({ given, inner, readLines }) {
    const summary = /^<summary>(.*)<\/summary>$/.exec(inner[0]?.text ?? "");
    const children = readLines(summary ? inner.slice(1) : inner);
    return [
      draft("toggle", { rich_text: readInline(summary?.[1] ?? ""), color: colorIn(given.color) }, children),
    ];
  },
  callout({ given, inner, readLines }) {
    const [first, ...rest] = inner.filter(({ text }) => text !== "");
    const icon = given.icon === undefined ? null : { type: "emoji", emoji: given.icon };
    const data = { rich_text: readInline(first?.text ?? ""), icon, color: colorIn(given.color) };
    return [draft("callout", data, readLines(rest))];
  },
  columns: ({ inner, readLines }) => [draft("column_list", {}, readLines(inner))],
  column: ({ inner, readLines }) => [draft("column", {}, readLines(inner))],
  table({ given, inner, readLines }) {
    const rows = readLines(inner);
    const widths = rows.map(({ data }) => (data.cells as unknown[]).length);
    const table = {
      table_width: Math.max(1, ...widths),
      has_column_header: given["header-row"] === "true",
      has_row_header: given["header-column"] === "true",
    };
    return [draft("table", table, rows)];
  },
  // What tells columns their colours has no place in the API's tables.
  colgroup: () => [],
  tr({ inner }) {
    const cells = inner.flatMap(({ text }) =>
      [...text.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map((one) => one[1] ?? ""),
    );
    return [draft("table_row", { cells: cells.map(readInline) })];
  },
  synced_block: ({ inner, readLines }) => [draft("synced_block", { synced_from: null }, readLines(inner))],
  synced_block_reference({ given }) {
    const id = idInUrl(given.url);
    const from = id === undefined ? null : { type: "block_id", block_id: expectUuid(id, "body") };
    return [draft("synced_block", { synced_from: from })];
  },
  table_of_contents: ({ given }) => [draft("table_of_contents", { color: colorIn(given.color) })],
  "empty-block": () => [draft("paragraph", {})],
  video: media,
  audio: media,
  pdf: media,
  file: media,
  page: link("page_id"),
  database: link("database_id"),
};
