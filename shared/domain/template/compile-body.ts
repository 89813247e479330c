import type { Block } from "../block.ts";
import { plainText, type SourceSchema, type Span } from "../row.ts";
import { compileSpans, compileUrl, literalSpan } from "./compile-spans.ts";
import type { Compiling } from "./compile-template.ts";
import { findColumn } from "./find-column.ts";
import { markProblem } from "./marks.ts";
import type { TemplateBlock, TemplateMark, TemplateSpan } from "./template.ts";

const WHERE = "the page";

/**
 * Binds the places of a rule's page. A mark that is all of a block's text is about the blocks after it; any other is about
 * the text around it.
 * @returns `problems`, sentences for the rule's author, each once.
 */
export function compileBody(
  blocks: readonly Block[],
  source: SourceSchema,
  locale?: string,
): { body: TemplateBlock[]; problems?: undefined } | { problems: string[]; body?: undefined } {
  const problems: string[] = [];
  const body = compileBlocks(blocks, { source, where: WHERE, locale }, problems);
  return problems.length > 0 ? { problems: [...new Set(problems)] } : { body };
}

function compileBlocks(blocks: readonly Block[], compiling: Compiling, problems: string[]): TemplateBlock[] {
  const compiled = blocks.map((block) => compileBlock(block, compiling, problems));
  const problem = markProblem(
    compiled.flatMap((block) => markOf(block) ?? []),
    WHERE,
  );
  if (problem !== undefined) problems.push(problem);
  return compiled;
}

function compileBlock(block: Block, compiling: Compiling, problems: string[]): TemplateBlock {
  if (wantsRowPage(block, compiling.source)) return { type: "row_page", text: [], children: [] };
  const { text, children, url, cells, ...rest } = block;
  const isLiteral = block.type === "equation";
  const spans = (of: Span[]) => (isLiteral ? of.map(literalSpan) : compileSpans(of, compiling, problems));
  const compiled: TemplateBlock = {
    ...rest,
    text: spans(text),
    children: compileBlocks(children, compiling, problems),
    ...(url === undefined ? {} : { url: compileUrl(url, compiling, problems) }),
    ...(cells === undefined ? {} : { cells: cells.map(spans) }),
  };
  if (markOf(compiled)) return compiled;
  for (const texts of [compiled.text, ...(compiled.cells ?? [])]) {
    const problem = markProblem(partsIn(texts), WHERE);
    if (problem !== undefined) problems.push(problem);
  }
  return compiled;
}

/** `{{ page }}` in a line by itself, unless a column is called so: there the row's own page is to stand. */
function wantsRowPage(block: Block, source: SourceSchema): boolean {
  if (block.type !== "paragraph" || block.children.length > 0) return false;
  const name = /^\s*\{\{\s*(page)\s*\}\}\s*$/i.exec(plainText(block.text))?.[1];
  return name !== undefined && findColumn(name, source) === undefined;
}

/** The mark that a block consists of: it stands alone, and nothing is inside it. */
export function markOf(block: TemplateBlock): TemplateMark | undefined {
  if (block.children.length > 0 || block.url !== undefined || block.cells !== undefined) return undefined;
  const parts = partsIn(block.text).filter((part) => typeof part !== "string" || part.trim() !== "");
  const [only] = parts;
  return parts.length === 1 && typeof only === "object" && "mark" in only ? only : undefined;
}

function partsIn(spans: readonly TemplateSpan[]) {
  return spans.flatMap((span) => span.text);
}
