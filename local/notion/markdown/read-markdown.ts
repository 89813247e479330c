import type { Draft } from "../blocks/drafts.ts";
import type { Json } from "../entities.ts";
import { colorIn, readAttributes } from "./attributes.ts";
import { draft } from "./draft.ts";
import { type Line, linesOf } from "./lines.ts";
import { readInline } from "./read-inline.ts";
import { readTag } from "./read-tag.ts";

/** Enhanced markdown as blocks: one for each line, with what is indented below it inside. */
export function readMarkdown(markdown: string): Draft[] {
  return readLines(linesOf(markdown));
}

function readLines(lines: readonly Line[]): Draft[] {
  const drafts: Draft[] = [];
  for (let at = 0; at < lines.length; ) {
    const { text } = lines[at] as Line;
    if (text === "") {
      at += 1;
      continue;
    }
    const fenced = readFenced(lines, at) ?? readTag(lines, at, readLines);
    if (fenced) {
      drafts.push(...fenced.drafts);
      at = fenced.end;
      continue;
    }
    const end = endOfInside(lines, at);
    drafts.push(readBlock(text, lines.slice(at + 1, end)));
    at = end;
  }
  return drafts;
}

/** Where the lines end that are indented deeper than this one. */
function endOfInside(lines: readonly Line[], at: number): number {
  const own = (lines[at] as Line).indent;
  let end = at + 1;
  for (let index = at + 1; index < lines.length; index += 1) {
    const line = lines[index] as Line;
    if (line.text === "") continue;
    if (line.indent <= own) break;
    end = index + 1;
  }
  return end;
}

/** Code and equations hold their lines as they are. */
function readFenced(lines: readonly Line[], at: number): { drafts: Draft[]; end: number } | undefined {
  const first = lines[at] as Line;
  const fence = /^(`{3,}|\$\$)\s*(.*)$/.exec(first.text);
  if (!fence) return undefined;
  const [, mark = "", rest = ""] = fence;
  const close = lines.findIndex(({ text }, index) => index > at && text.trim() === mark);
  const last = close === -1 ? lines.length : close;
  const content = lines
    .slice(at + 1, last)
    .map(({ raw }) => raw.slice(Math.min(first.indent, indentOf(raw))));
  const text = content.join("\n");
  const data =
    mark === "$$" ? { expression: text } : { language: rest || "plain text", rich_text: code(text) };
  return {
    drafts: [draft(mark === "$$" ? "equation" : "code", data)],
    end: Math.min(last + 1, lines.length),
  };
}

const indentOf = (raw: string) => /^\s*/.exec(raw)?.[0].length ?? 0;
const code = (text: string) => readInline(text.replace(/[\\*~`$[\]<>{}|^]/g, "\\$&"));

// The longer marks come first: a to-do is a list item that goes on.
const MARKS: readonly [RegExp, type: string, data: (match: RegExpExecArray) => Json][] = [
  [/^(#{1,6}) +/, "heading", () => ({})],
  [/^[-*+] \[( |x|X)\] ?/, "to_do", ([, mark]) => ({ checked: mark !== " " })],
  [/^[-*+] /, "bulleted_list_item", () => ({})],
  [/^\d+[.)] /, "numbered_list_item", () => ({})],
  [/^> ?/, "quote", () => ({})],
];

function readBlock(text: string, inside: readonly Line[]): Draft {
  if (/^(?:---|\*\*\*|___)$/.test(text)) return draft("divider", {});
  const image = /^!\[(.*?)\]\((\S+?)\)$/.exec(text);
  if (image) {
    const [, caption = "", url = ""] = image;
    return draft("image", { caption: readInline(caption), type: "external", external: { url } });
  }
  const { rest, color, toggle } = withoutAttributes(text);
  const children = readLines(inside);
  for (const [pattern, name, dataOf] of MARKS) {
    const match = pattern.exec(rest);
    if (!match) continue;
    const type = name === "heading" ? `heading_${Math.min(4, match[1]?.length ?? 1)}` : name;
    const toggleable = name === "heading" ? { is_toggleable: toggle } : {};
    const rich_text = readInline(rest.slice(match[0].length));
    return draft(type, { ...dataOf(match), ...toggleable, rich_text, color }, children);
  }
  return draft("paragraph", { rich_text: readInline(rest), color }, children);
}

/** ` {toggle="true" color="blue"}` at the end of a line. */
function withoutAttributes(text: string): { rest: string; color: string; toggle: boolean } {
  const found = /\s*(?<!\\)\{((?:\s*[\w-]+="[^"]*")+)\s*\}$/.exec(text);
  if (!found) return { rest: text, color: "default", toggle: false };
  const { color, toggle } = readAttributes(found[1] ?? "");
  return { rest: text.slice(0, found.index), color: colorIn(color), toggle: toggle === "true" };
}
