import { type Block, makeBlock, makeText } from "../model/block.ts";
import { lineOf } from "./read-html-line.ts";

const headings: Record<string, string> = {
  H1: "heading_1",
  H2: "heading_2",
  H3: "heading_3",
  H4: "heading_3",
  H5: "heading_3",
  H6: "heading_3",
};
const silent = "style, script, template, head, title, noscript";
/** What stands in a line of text; everything else begins a block. */
const inline =
  "a, b, strong, i, em, u, s, del, code, kbd, span, br, sub, sup, small, mark, font, label, abbr, time, img, input";

/** What plain text cannot say. Without any of it the text is the better source: it may be Markdown. */
const telling =
  "h1, h2, h3, h4, h5, h6, ul, ol, table, blockquote, pre, hr, a[href], b, strong, i, em, u, s, del, code";

/**
 * HTML from the clipboard as blocks: headings, lists in lists, quotes, code, tables. Nothing in it is run or fetched.
 * @returns none where the text beside it says as much
 */
export function readHtml(html: string): Block[] {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const element of body.querySelectorAll(silent)) element.remove();
  return body.querySelector(telling) ? blocksIn(body) : [];
}

function blocksIn(element: Element): Block[] {
  const blocks: Block[] = [];
  let line: Node[] = [];
  const endLine = () => {
    const runs = lineOf(line);
    if (runs.length > 0) blocks.push(makeText("paragraph", runs));
    line = [];
  };
  for (const node of element.childNodes) {
    if (!(node instanceof Element) || isInline(node)) line.push(node);
    else {
      endLine();
      blocks.push(...blocksOf(node));
    }
  }
  endLine();
  return blocks;
}

/** Some programs wrap whole documents in a `<b>`. */
function isInline(element: Element): boolean {
  return element.matches(inline) && [...element.children].every(isInline);
}

function blocksOf(element: Element): Block[] {
  const { tagName } = element;
  const heading = headings[tagName];
  if (heading) return [makeText(heading, lineOf([element]))];
  switch (tagName) {
    case "UL":
    case "OL":
      return [...element.children].flatMap((item) => listItem(item, tagName === "OL"));
    case "HR":
      return [makeBlock("divider")];
    case "PRE":
      return [
        makeText("code", [{ text: element.textContent?.replace(/\n$/, "") ?? "", marks: {} }], {
          language: "plain text",
        }),
      ];
    case "BLOCKQUOTE":
      return [withText("quote", blocksIn(element))];
    case "TABLE":
      return tableOf(element);
    default:
      return blocksIn(element);
  }
}

function listItem(item: Element, isNumbered: boolean): Block[] {
  // A list right in a list, as some programs write it.
  if (item.tagName !== "LI") return blocksOf(item);
  const box = item.querySelector(
    ":scope > input[type=checkbox], :scope > p > input[type=checkbox], :scope > label > input[type=checkbox]",
  );
  const type = box ? "to_do" : isNumbered ? "numbered_list_item" : "bulleted_list_item";
  return [withText(type, blocksIn(item), box ? { checked: box.hasAttribute("checked") } : {})];
}

/** The first text is the block's own, the rest stands inside it. */
function withText(type: string, [first, ...rest]: Block[], data: Block["data"] = {}): Block {
  if (first?.type === "paragraph") return makeBlock(type, { runs: first.runs ?? [], data, children: rest });
  return makeBlock(type, { runs: [], data, children: first ? [first, ...rest] : [] });
}

function tableOf(table: Element): Block[] {
  const rows = [...table.querySelectorAll("tr")].filter((row) => row.closest("table") === table);
  const texts = rows.map((row) => [...row.children].map((cell) => lineOf([cell])));
  const width = Math.max(0, ...texts.map(({ length }) => length));
  if (width === 0) return [];
  const children = texts.map((cells) =>
    makeBlock("table_row", { cells: Array.from({ length: width }, (_, column) => cells[column] ?? []) }),
  );
  const has_column_header = rows[0]?.querySelector("td") === null;
  return [
    makeBlock("table", { data: { table_width: width, has_column_header, has_row_header: false }, children }),
  ];
}
