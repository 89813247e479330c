import { type Block, type Blocks, makeText, plainRun } from "../../../../local/page/blocks/model/block.ts";
import { textOf } from "../../../../local/page/blocks/model/runs.ts";

const signs: Record<string, string> = {
  paragraph: "",
  heading_1: "# ",
  bulleted_list_item: "- ",
  numbered_list_item: "1. ",
  to_do: "[] ",
  toggle: "> ",
  quote: '" ',
};

/** A page in a few lines: a sign for the type, two spaces for each level; the text is the key, too. */
export function page(...lines: string[]): Blocks {
  return inside(lines, 0);
}

function inside(lines: readonly string[], level: number): Block[] {
  const indent = "  ".repeat(level);
  const blocks: Block[] = [];
  for (const [index, line] of lines.entries()) {
    if (!line.startsWith(indent) || line[indent.length] === " ") continue;
    const rest = lines.slice(index + 1);
    const end = rest.findIndex((one) => !one.startsWith(`${indent}  `));
    const [, sign, text] = /^(# |- |1\. |\[\] |> |" |)(.*)$/.exec(line.slice(indent.length)) ?? [];
    const type = Object.keys(signs).find((one) => signs[one] === sign) ?? "paragraph";
    const block = makeText(type, text ? [plainRun(text)] : []);
    blocks.push({
      ...block,
      key: text || block.key,
      children: inside(end === -1 ? rest : rest.slice(0, end), level + 1),
    });
  }
  return blocks;
}

/** The lines of a page; other types by name. */
export function tell(blocks: Blocks | undefined, level = 0): string[] {
  return (blocks ?? []).flatMap(({ type, runs, children }) => [
    `${"  ".repeat(level)}${signs[type] ?? `(${type}) `}${textOf(runs ?? [])}`,
    ...tell(children, level + 1),
  ]);
}
