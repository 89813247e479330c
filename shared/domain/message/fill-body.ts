import type { Block } from "../block.ts";
import type { Span } from "../row.ts";
import { markOf } from "../template/compile-body.ts";
import { Gate } from "../template/gate.ts";
import { gatedText, placeProperty, renderText, renderUrl } from "../template/render-template.ts";
import type { RenderContext, TemplateBlock, TemplatePlace, TemplateSpan } from "../template/template.ts";

/**
 * A body with its places filled in: from here on it is blocks and text, and nothing in it is a template.
 * @param page the row's own, for where the body wants it.
 */
export function fillBody(
  body: readonly TemplateBlock[],
  context: RenderContext,
  page: readonly Block[] = [],
): Block[] {
  const gate = new Gate(context);
  const filled: Block[] = [];
  for (const block of body) {
    const mark = markOf(block);
    if (mark) gate.pass(mark);
    else if (!gate.isOpen) continue;
    else if (block.type === "row_page") filled.push(...page);
    else filled.push(...fillBlock(block, context, page));
  }
  return filled;
}

/** None where all that a block says is left out: a condition must not leave a gap. */
function fillBlock(block: TemplateBlock, context: RenderContext, page: readonly Block[]): Block[] {
  const { text, children, url, cells, ...rest } = block;
  const filled: Block = {
    ...rest,
    text: fillSpans(text, context),
    children: fillBody(children, context, page),
    ...(url === undefined ? {} : { url: renderUrl(url, context) }),
    ...(cells === undefined ? {} : { cells: cells.map((cell) => fillSpans(cell, context)) }),
  };
  const isConditional = text.some((span) =>
    span.text.some((part) => typeof part === "object" && "mark" in part),
  );
  const isGone =
    isConditional && filled.children.length === 0 && filled.text.every((span) => span.text.trim() === "");
  return isGone ? [] : [filled];
}

function fillSpans(spans: readonly TemplateSpan[], context: RenderContext): Span[] {
  const gate = new Gate(context);
  return spans.flatMap((span) => fillSpan(span, context, gate)).filter(({ text }) => text !== "");
}

/** One span, or several where a place within it is a link of its own. */
function fillSpan({ text, href, ...look }: TemplateSpan, context: RenderContext, gate: Gate): Span[] {
  if (href !== undefined)
    return [{ ...look, text: gatedText(text, context, gate), href: renderUrl(href, context) }];
  const filled: Span[] = [];
  for (const part of text) {
    if (typeof part === "object" && "mark" in part) gate.pass(part);
    if ((typeof part === "object" && "mark" in part) || !gate.isOpen) continue;
    const own = renderText([part], context);
    const link = typeof part === "string" ? undefined : linkOf(part, context);
    const last = filled.at(-1);
    if (link !== undefined) filled.push({ ...look, text: own, href: link });
    else if (last && last.href === undefined) last.text += own;
    else filled.push({ ...look, text: own });
  }
  return filled;
}

/** Where a link or e-mail column leads, and whatever has the format of a link; anything else is text. */
function linkOf(place: TemplatePlace, context: RenderContext): string | undefined {
  const isLink = place.formats?.some(({ as }) => as === "link") === true;
  if ("field" in place) return isLink && place.field === "row.url" ? context.row.url : undefined;
  const property = placeProperty(place, context);
  if (property?.type === "url") return property.value ?? undefined;
  if (property?.type === "email" && property.value) return `mailto:${property.value}`;
  return isLink && property
    ? renderText([{ ...place, formats: [] }], context).trim() || undefined
    : undefined;
}
