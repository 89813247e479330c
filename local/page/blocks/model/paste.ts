import { type Block, type Blocks, makeBlock, makeText, plainRun } from "./block.ts";
import { caretAt, type Edit } from "./edit.ts";
import { hasText, kinds, texts } from "./kinds.ts";
import { cut, join, replaced, textOf } from "./runs.ts";
import { find, put } from "./tree.ts";

/** The type a text begins with, and how much of it says so: `## ` is a heading. */
export function typedStart(text: string): { type: string; length: number } | undefined {
  const start = /^(\S+|\[ \]) /.exec(text);
  const sign = start?.[1];
  if (start && sign === "[x]") return { type: "to_do", length: 4 };
  const numbered = sign && /^\d+\.$/.test(sign) ? "1." : sign;
  const type = texts.find((one) => numbered !== undefined && kinds[one]?.typed?.includes(numbered));
  return start && type ? { type, length: start[0].length } : undefined;
}

/** Several lines at a place of a text: the first goes on with it, the others become blocks, read as Markdown. */
export function paste(
  blocks: Blocks,
  key: string,
  start: number,
  end: number,
  text: string,
): Edit | undefined {
  const block = find(blocks, key)?.block;
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (!block || !hasText(block) || block.type === "code" || lines.length < 2) return undefined;
  const runs = block.runs ?? [];
  const before = cut(runs, 0, start);
  const isEmpty = textOf(before) === "";
  const made = (isEmpty ? lines : lines.slice(1)).map(blockOf);
  const last = made.at(-1);
  if (!last) return undefined;
  const place = textOf(last.runs ?? []).length;
  const tail = last.runs && { runs: join(last.runs, cut(runs, end)) };
  const added = [...made.slice(0, -1), { ...last, ...tail }];
  const first = isEmpty ? [] : [{ ...block, runs: replaced(before, start, start, lines[0] ?? "") }];
  return { blocks: put(blocks, key, ...first, ...added), caret: caretAt(last, place) };
}

function blockOf(line: string): Block {
  const text = line.trim();
  if (/^-{3,}$/.test(text)) return makeBlock("divider");
  const begun = typedStart(`${text} `);
  if (!begun || begun.length > text.length) return makeText("paragraph", [plainRun(text)]);
  const data = text.startsWith("[x]") ? { checked: true } : {};
  return makeText(begun.type, [plainRun(text.slice(begun.length))], data);
}
