import { type Block, type Blocks, makeBlock, makeText, plainRun } from "./block.ts";
import { caretAt, type Edit } from "./edit.ts";
import { hasText, kinds, texts } from "./kinds.ts";
import { cut, join, textOf } from "./runs.ts";
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
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length < 2) return undefined;
  const block = find(blocks, key)?.block;
  const [first = "", ...rest] = lines;
  // Behind words the first line only goes on with them, whatever it looks like.
  const isBehind = textOf(cut(block?.runs ?? [], 0, start)) !== "";
  const begun = isBehind ? makeText("paragraph", [plainRun(first)]) : blockOf(first);
  return pasteBlocks(blocks, key, start, end, [begun, ...rest.map(blockOf)]);
}

/** Blocks at a place of a text: a text at their start goes on with it, what stood behind the place follows the last. */
export function pasteBlocks(
  blocks: Blocks,
  key: string,
  start: number,
  end: number,
  made: Blocks,
): Edit | undefined {
  const block = find(blocks, key)?.block;
  const first = made[0];
  if (!block || !first || !hasText(block) || block.type === "code") return undefined;
  const [before, behind] = [cut(block.runs ?? [], 0, start), cut(block.runs ?? [], end)];
  const isReplaced = textOf(before) === "" && block.children.length === 0;
  const isJoined = !isReplaced && first.type === "paragraph" && first.children.length === 0;
  const joined = isJoined ? join(before, first.runs ?? []) : before;
  const added = isJoined ? made.slice(1) : made;
  const head: Block = { ...block, runs: joined };
  const last = added.at(-1) ?? head;
  // Behind a table or a divider nothing can be written.
  const isOpen = last.runs !== undefined && (last === head || last.children.length === 0);
  const tail = isOpen ? { ...last, runs: join(last.runs ?? [], behind) } : makeText("paragraph", behind);
  const all = [...(isReplaced ? [] : [head]), ...added];
  const whole = isOpen ? [...all.slice(0, -1), tail] : [...all, tail];
  const place = isOpen ? textOf(last.runs ?? []).length : 0;
  return { blocks: put(blocks, key, ...whole), caret: caretAt(tail, place) };
}

function blockOf(line: string): Block {
  const text = line.trim();
  if (/^-{3,}$/.test(text)) return makeBlock("divider");
  const begun = typedStart(`${text} `);
  if (!begun || begun.length > text.length) return makeText("paragraph", [plainRun(text)]);
  const data = text.startsWith("[x]") ? { checked: true } : {};
  return makeText(begun.type, [plainRun(text.slice(begun.length))], data);
}
