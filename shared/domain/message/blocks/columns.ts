import type { BlockRenderer } from "../block-renderer.ts";
import { grid } from "../box.ts";
import { look } from "../look/look.ts";
import { Markup, markup } from "../markup.ts";

/** Side by side on a screen, one below the other on a phone and in plain text. */
export const columnList: BlockRenderer = {
  html(block, { set, child }) {
    const { style } = set;
    const shown = block.children.map((column) => ({ column, content: child(column) }));
    const columns = shown.filter(({ content }) => !content.isEmpty);
    if (columns.length < 2) return Markup.join(columns.map(({ content }) => content));
    const all = columns.reduce((sum, { column }) => sum + (column.ratio ?? 1 / columns.length), 0);
    const cells = columns.map(({ column, content }, index) => {
      const percent = Math.round((100 * (column.ratio ?? 1 / columns.length)) / all);
      return markup`<td width="${percent}%"${look(index === 0 ? style.column : style.nextColumn)}>${content}</td>`;
    });
    return markup`${grid(markup`<tr>${cells}</tr>`)}\n`;
  },
  text: (_block, at) => at.children(),
};
