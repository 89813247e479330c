import type { Block } from "./block.ts";
import { plainText, type SourceSchema, type Span } from "./row.ts";
import type { Template, TemplateBlock, TemplateSpan } from "./template.ts";
import { bindPlaces, compileTemplate, cutTemplate } from "./template-text.ts";

const WHERE = "the page";

/** Binds the places of a rule's page. `problems` are sentences for the rule's author, each once. */
export function compileBody(
  blocks: readonly Block[],
  source: SourceSchema,
): { body: TemplateBlock[]; problems?: undefined } | { problems: string[]; body?: undefined } {
  const problems: string[] = [];
  const body = blocks.map((block) => compileBlock(block, source, problems));
  return problems.length > 0 ? { problems: [...new Set(problems)] } : { body };
}

function compileBlock(block: Block, source: SourceSchema, problems: string[]): TemplateBlock {
  const { text, children, url, cells, ...rest } = block;
  const spans = (of: Span[]) =>
    block.type === "equation" ? of.map(literalSpan) : compileSpans(of, source, problems);
  return {
    ...rest,
    text: spans(text),
    children: children.map((child) => compileBlock(child, source, problems)),
    ...(url === undefined ? {} : { url: compileUrl(url, source, problems) }),
    ...(cells === undefined ? {} : { cells: cells.map(spans) }),
  };
}

/** Rich text may break a place over spans, when a part of it was formatted: the first character's formatting wins. */
export function compileSpans(
  spans: readonly Span[],
  source: SourceSchema,
  problems: string[],
): TemplateSpan[] {
  const compiled: TemplateSpan[] = [];
  let run: Span[] = [];
  for (const span of spans) {
    if (isLiteral(span)) {
      compiled.push(...compileRun(run, source, problems), literalSpan(span));
      run = [];
    } else run.push(span);
  }
  return [...compiled, ...compileRun(run, source, problems)];
}

function compileRun(run: readonly Span[], source: SourceSchema, problems: string[]): TemplateSpan[] {
  const text = plainText(run);
  const bound = bindPlaces(text, source, WHERE);
  problems.push(...bound.problems);
  const compiled: TemplateSpan[] = [];
  let start = 0;
  for (const span of run) {
    const end = start + span.text.length;
    const template = cutTemplate(text, bound.places, start, end);
    const { href, ...rest } = span;
    const link = href === undefined ? {} : { href: compileUrl(href, source, problems) };
    if (template.length > 0) compiled.push({ ...rest, ...link, text: template });
    start = end;
  }
  return compiled;
}

/** TeX is full of `{{`, and a mention's text is the name of something else: neither is read for places. */
function isLiteral(span: Span): boolean {
  return span.equation === true || span.mention !== undefined;
}

function literalSpan(span: Span): TemplateSpan {
  const { href, ...rest } = span;
  return { ...rest, text: [span.text], ...(href === undefined ? {} : { href: [href] }) };
}

function compileUrl(url: string, source: SourceSchema, problems: string[]): Template {
  const compiled = compileTemplate(decodePlaces(url), source, `the link ${url}`);
  if (compiled.template !== undefined) return compiled.template;
  problems.push(compiled.problem);
  return [];
}

/** Notion percent-encodes what it does not expect in a link: `%7B%7B%20Order%20%7D%7D`. */
function decodePlaces(url: string): string {
  return url.replace(/(?:\{\{|%7B%7B)(.*?)(?:\}\}|%7D%7D)/gi, (whole: string, name: string) => {
    try {
      return `{{${decodeURIComponent(name)}}}`;
    } catch {
      return whole; // a percent sign of its own
    }
  });
}
