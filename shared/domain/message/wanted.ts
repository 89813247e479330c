import type { Block } from "../block.ts";
import type { MessageTemplate, RenderContext, TemplateBlock } from "../template/template.ts";
import type { Attached } from "./take-files.ts";
import type { Theme } from "./theme.ts";

/** Does a body want the page of its row? */
export function showsRowPage(body: readonly TemplateBlock[]): boolean {
  return body.some(({ type, children }) => type === "row_page" || showsRowPage(children));
}

/** What a message is to take along: everything that shows a file, and the columns whose files are to be attached. */
export function wantedFiles(
  { attach = [] }: Pick<MessageTemplate, "attach">,
  { values }: Pick<RenderContext, "values">,
  body: readonly Block[],
  theme: Theme | undefined,
): { blocks: Block[]; attached: Attached[] } {
  const hosted = theme?.logo?.hosted;
  const logo = hosted ? [{ type: "image", text: [], children: [], hosted }] : [];
  const attached = attach.flatMap(({ property, column }) => {
    const cell = values.after[property];
    return cell?.type === "files" ? [{ property, column: cell.name || column, files: cell.value }] : [];
  });
  return { blocks: [...logo, ...body, ...(theme?.footer ?? [])], attached };
}
