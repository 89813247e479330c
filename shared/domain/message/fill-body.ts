import type { Block } from "../block.ts";
import { placeProperty, renderText, renderUrl } from "../render-template.ts";
import type { Span } from "../row.ts";
import type { RenderContext, TemplateBlock, TemplatePlace, TemplateSpan } from "../template.ts";

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
  return spans.flatMap((span) => fillSpan(span, context)).filter(({ text }) => text !== "");
}

/** One span, or several where a place within it is a link of its own. */
function fillSpan({ text, href, ...look }: TemplateSpan, context: RenderContext): Span[] {
  if (href !== undefined)
    return [{ ...look, text: renderText(text, context), href: renderUrl(href, context) }];
  const filled: Span[] = [];
  for (const part of text) {
    const own = renderText([part], context);
    const link = typeof part === "string" ? undefined : linkOf(part, context);
    const last = filled.at(-1);
    if (link !== undefined) filled.push({ ...look, text: own, href: link });
    else if (last && last.href === undefined) last.text += own;
    else filled.push({ ...look, text: own });
  }
  return filled;
}

/** Where a link or e-mail column leads; anything else is text. */
function linkOf(place: TemplatePlace, context: RenderContext): string | undefined {
  const property = placeProperty(place, context);
  if (property?.type === "url") return property.value ?? undefined;
  if (property?.type === "email" && property.value) return `mailto:${property.value}`;
  return undefined;
}
