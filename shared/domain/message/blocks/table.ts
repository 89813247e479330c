import type { Block } from "../../block.ts";
import type { BlockRenderer } from "../block-renderer.ts";
import { look } from "../look.ts";
import { Markup, markup } from "../markup.ts";
import { spansHtml, spansText } from "../spans.ts";
import { theme } from "../theme.ts";

const MAX_PLAIN_WIDTH = 76;

export const table: BlockRenderer = {
  html(block) {
    const rows = block.children.map((row, index) => rowHtml(row, block.headerRow === true && index === 0));
    if (rows.length === 0) return Markup.of("");
    return markup`<table cellpadding="0" cellspacing="0" border="0"${look(theme.table)}>${rows}</table>\n`;
  },
  text(block) {
    const rows = block.children.map((row) =>
      (row.cells ?? []).map((cell) => spansText(cell).replace(/\s+/g, " ").trim()),
    );
    const widths = columnWidths(rows);
    // Columns that do not fit on a line are not lined up: padding would only make them harder to read.
    const fits = widths.reduce((sum, width) => sum + width + 3, -3) <= MAX_PLAIN_WIDTH;
    const lines = rows.map((cells) =>
      cells
        .map((cell, at) => (fits ? cell.padEnd(widths[at] ?? 0) : cell))
        .join(" | ")
        .trimEnd(),
    );
    if (block.headerRow && fits && lines.length > 0) {
      lines.splice(1, 0, widths.map((width) => "-".repeat(width)).join("-+-"));
    }
    return lines.join("\n");
  },
};

function rowHtml(row: Block, isHeader: boolean): Markup {
  const cells = (row.cells ?? []).map((cell) =>
    isHeader
      ? markup`<th scope="col"${look(theme.headerCell)}>${spansHtml(cell)}</th>`
      : markup`<td${look(theme.cell)}>${spansHtml(cell)}</td>`,
  );
  return markup`<tr>${cells}</tr>`;
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
