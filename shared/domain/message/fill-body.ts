import type { Block } from "../block.ts";
import { renderText, renderUrl } from "../render-template.ts";
import type { Span } from "../row.ts";
import type { RenderContext, TemplateBlock, TemplateSpan } from "../template.ts";

/** A body with its places filled in: from here on it is blocks and text, and nothing in it is a template. */
export function fillBody(body: readonly TemplateBlock[], context: RenderContext): Block[] {
  return body.map((block) => fillBlock(block, context));
}

function fillBlock(block: TemplateBlock, context: RenderContext): Block {
  const { text, children, url, cells, ...rest } = block;
  return {
    ...rest,
    text: fillSpans(text, context),
    children: fillBody(children, context),
    ...(url === undefined ? {} : { url: renderUrl(url, context) }),
    ...(cells === undefined ? {} : { cells: cells.map((cell) => fillSpans(cell, context)) }),
  };
}

function fillSpans(spans: readonly TemplateSpan[], context: RenderContext): Span[] {
  const filled: Span[] = [];
  for (const { text: template, href, ...rest } of spans) {
    const text = renderText(template, context);
    if (text !== "")
      filled.push({ ...rest, text, ...(href === undefined ? {} : { href: renderUrl(href, context) }) });
  }
  return filled;
}
