import { plainText, type Span } from "../row.ts";
import { bindPlaces, type Compiling, compileTemplate, cutTemplate } from "./compile-template.ts";
import type { Template, TemplateSpan } from "./template.ts";

/** Rich text may break a place over spans, when a part of it was formatted: the first character's formatting wins. */
export function compileSpans(
  spans: readonly Span[],
  compiling: Compiling,
  problems: string[],
): TemplateSpan[] {
  const compiled: TemplateSpan[] = [];
  let run: Span[] = [];
  for (const span of spans) {
    if (isLiteral(span)) {
      compiled.push(...compileRun(run, compiling, problems), literalSpan(span));
      run = [];
    } else run.push(span);
  }
  return [...compiled, ...compileRun(run, compiling, problems)];
}

function compileRun(run: readonly Span[], compiling: Compiling, problems: string[]): TemplateSpan[] {
  const text = plainText(run);
  const bound = bindPlaces(text, compiling);
  problems.push(...bound.problems);
  const compiled: TemplateSpan[] = [];
  let start = 0;
  for (const span of run) {
    const end = start + span.text.length;
    const template = cutTemplate(text, bound.parts, start, end);
    const { href, ...rest } = span;
    const link = href === undefined ? {} : { href: compileUrl(href, compiling, problems) };
    if (template.length > 0) compiled.push({ ...rest, ...link, text: template });
    start = end;
  }
  return compiled;
}

/** TeX is full of `{{`, and a mention's text is the name of something else: neither is read for places. */
function isLiteral(span: Span): boolean {
  return span.equation === true || span.mention !== undefined;
}

export function literalSpan(span: Span): TemplateSpan {
  const { href, ...rest } = span;
  return { ...rest, text: [span.text], ...(href === undefined ? {} : { href: [href] }) };
}

/** A link's places, in the span's own address or a block's. */
export function compileUrl(url: string, { source, locale }: Compiling, problems: string[]): Template {
  const compiled = compileTemplate(decodePlaces(url), source, `the link ${url}`, locale);
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
