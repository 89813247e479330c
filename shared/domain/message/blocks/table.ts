import type { Block } from "../../block.ts";
import type { Span } from "../../row.ts";
import type { BlockRenderer, HtmlPlace } from "../block-renderer.ts";
import { look } from "../look/look.ts";
import { type Markup, markup, NOTHING } from "../markup.ts";
import { spansHtml, spansText } from "../spans.ts";

export const table: BlockRenderer = {
  html(block, at) {
    if (block.children.length === 0) return NOTHING;
    const { style } = at.set;
    const rows = block.children.map((row, index) => rowHtml(block, row, index, at));
    return markup`<div${look(style.tableBox)}><table cellpadding="0" cellspacing="0" border="0" width="100%"${look(style.table)}>${rows}</table></div>\n`;
  },
  text(block, { set, width }) {
    const rows = block.children.map((row) =>
      (row.cells ?? []).map((cell) => spansText(cell, set).replace(/\s+/g, " ").trim()),
    );
    const widths = columnWidths(rows);
    // Columns that do not fit on a line are not lined up: padding would only make them harder to read.
    if (widths.reduce((sum, one) => sum + one + 3, -3) > width) return listed(rows, block.headerRow === true);
    const lines = rows.map((cells) =>
      cells
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join(" | ")
        .trimEnd(),
    );
    if (block.headerRow && lines.length > 0)
      lines.splice(1, 0, widths.map((one) => "-".repeat(one)).join("-+-"));
    return lines.join("\n");
  },
};

function rowHtml({ headerRow, headerColumn }: Block, row: Block, index: number, { set }: HtmlPlace): Markup {
  const { style } = set;
  const cells = (row.cells ?? []).map((cell, column) => {
    const content = cellHtml(cell, { set });
    if (headerRow && index === 0) return markup`<th scope="col"${look(style.headerCell)}>${content}</th>`;
    if (headerColumn && column === 0)
      return markup`<th scope="row"${look(style.cell, style.rowHeader)}>${content}</th>`;
    return markup`<td${look(style.cell)}>${content}</td>`;
  });
  return markup`<tr>${cells}</tr>`;
}

function cellHtml(cell: readonly Span[], { set }: Pick<HtmlPlace, "set">): Markup {
  return spansHtml(cell, set);
}

/** Too wide to line up: each row as lines of `Column: value`. */
function listed(rows: readonly string[][], hasHeader: boolean): string {
  if (!hasHeader) return rows.map((cells) => cells.join(" | ")).join("\n");
  const [names = [], ...others] = rows;
  const blocks = others.map((cells) =>
    cells
      .map((cell, at) => (names[at] ? `${names[at]}: ${cell}` : cell))
      .filter((line) => line !== "")
      .join("\n"),
  );
  return (others.length === 0 ? [names.join(" | ")] : blocks).join("\n\n");
}

function columnWidths(rows: readonly string[][]): number[] {
  const widths: number[] = [];
  for (const cells of rows) {
    cells.forEach((cell, at) => {
      widths[at] = Math.max(widths[at] ?? 0, cell.length);
    });
  }
  return widths;
}
