import { type Block, type Blocks, makeBlock, makeText } from "./block.ts";
import { caretAt, type Edit } from "./edit.ts";
import { hasText, holdsBlocks, isMovable, kindOf } from "./kinds.ts";
import { textOf } from "./runs.ts";
import { find, put } from "./tree.ts";

/** What a new block of a type starts with. */
const started: Record<string, Block["data"]> = {
  to_do: { checked: false },
  callout: { icon: { type: "emoji", emoji: "💡" }, color: "gray_background" },
  code: { language: "plain text" },
};

const tableWidth = 3;
const tableHeight = 3;

/** A block of another type in the place of this one; a text keeps its words. */
export function turnInto(blocks: Blocks, key: string, type: string): Edit | undefined {
  const block = find(blocks, key)?.block;
  if (!block || !hasText(block)) return undefined;
  const runs = block.runs ?? [];
  if (kindOf(type).text !== "rich_text") {
    const added = make(type);
    const isEmpty = textOf(runs) === "" && block.children.length === 0;
    return { blocks: put(blocks, key, ...(isEmpty ? [] : [block]), ...added), ...goOn(added) };
  }
  if (block.type === type || !isMovable(block)) return undefined;
  const turned: Block = { ...block, type, data: started[type] ?? {} };
  const whole = holdsBlocks(turned) ? [turned] : [{ ...turned, children: [] }, ...block.children];
  return { blocks: put(blocks, key, ...whole) };
}

/** New blocks under another one, or in its place where it is an empty text; `undefined` is the end of the page. */
export function add(blocks: Blocks, key: string | undefined, added: readonly Block[]): Edit {
  const block = key === undefined ? undefined : find(blocks, key)?.block;
  const isEmpty =
    block?.type === "paragraph" && textOf(block.runs ?? []) === "" && block.children.length === 0;
  const grown = block ? put(blocks, block.key, ...(isEmpty ? [] : [block]), ...added) : [...blocks, ...added];
  return { blocks: grown, ...goOn(added) };
}

/** What is added for a type: behind what holds no text comes a text to go on with. */
function make(type: string): Block[] {
  if (kindOf(type).text === "rich_text") return [makeText(type, [], started[type] ?? {})];
  const rest = makeText("paragraph");
  if (type === "column_list") return [makeBlock(type, { children: [column(), column()] }), rest];
  if (type === "table") return [makeTable(), rest];
  return [makeBlock(type), rest];
}

export function makePicture(url: string): Block {
  return makeBlock("image", { runs: [], data: { type: "external", external: { url } } });
}

function column(): Block {
  return makeBlock("column", { children: [makeText("paragraph")] });
}

function makeTable(): Block {
  const cells = Array.from({ length: tableWidth }, () => []);
  const children = Array.from({ length: tableHeight }, () => makeBlock("table_row", { cells }));
  return makeBlock("table", { data: { table_width: tableWidth, has_column_header: true }, children });
}

function goOn(added: readonly Block[]): Omit<Edit, "blocks"> {
  const [first] = added;
  if (!first) return {};
  if (first.type === "table") return { caret: { key: `${first.children[0]?.key}:0`, start: 0, end: 0 } };
  const inside = first.type === "column_list" ? first.children[0]?.children[0] : first;
  // Nobody has more to do with a divider: the text behind it is where one goes on.
  const text =
    inside && hasText(inside) ? inside : first.type === "divider" ? added.find(hasText) : undefined;
  return text ? { caret: caretAt(text, 0) } : { chosen: first.key };
}
