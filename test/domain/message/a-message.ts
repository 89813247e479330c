import type { Block } from "../../../shared/domain/block.ts";
import { compileMessage } from "../../../shared/domain/message/compile-message.ts";
import type { Property, SourceSchema, Span, Value } from "../../../shared/domain/row.ts";
import type { RenderContext } from "../../../shared/domain/template/template.ts";
import { type RenderedMail, renderMail } from "../../support/render-mail.ts";

export const orders: SourceSchema = {
  id: "source-orders",
  name: "Orders",
  columns: ["Name", "Status", "Customer email", "Due", "Link", "Secret", "row.url"].map((name) => ({
    id: `id-${name}`,
    name,
    type: "rich_text",
  })),
};

function aProperty(name: string, value: Value): Property {
  return { id: `id-${name}`, name, ...value };
}

export function words(text: string): Value {
  return { type: "rich_text", value: [{ text }] };
}

/** A context whose row holds these cells, and before the change those. */
export function aContext(after: Record<string, Value>, before: Record<string, Value> = {}): RenderContext {
  const cells = (values: Record<string, Value>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`id-${name}`, aProperty(name, value)]));
  return {
    values: { after: cells(after), before: cells(before) },
    row: { url: "https://app.notion.com/p/0123456789abcdef0123456789abcdef" },
    rule: { name: "Tell the customer" },
    seenAt: "2026-11-22T09:12:00.000Z",
    timeZone: "UTC",
  };
}

export function aBlock(type: string, text: string | Span[] = [], rest: Partial<Block> = {}): Block {
  return { type, text: typeof text === "string" ? [{ text }] : text, children: [], ...rest };
}

/** Compiles and renders; fails with the problems when there are any. */
export function aMessage(
  rule: { to?: string; subject?: string; body?: Block[] },
  after: Record<string, Value> = {},
  before: Record<string, Value> = {},
): RenderedMail {
  const texts = { to: "ada@example.com", subject: "Hello", body: [], ...rule };
  const compiled = compileMessage(texts, orders);
  if (compiled.value === undefined) throw new Error(JSON.stringify(compiled.problems));
  return renderMail(compiled.value, aContext(after, before));
}

/** The HTML of the message itself, without what stands around it and without its looks, of tables too. */
export function contentOf(html: string): string {
  const [, rest = ""] = html.split(/<td dir="(?:ltr|rtl)" lang="[^"]*" class="card"[^>]*>\n/);
  const [content = ""] = rest.split(/<\/td><\/tr>\n<tr><td dir="(?:ltr|rtl)" class="foot"/);
  return content
    .replace(/ (?:class|style|role|cellpadding|cellspacing|border)="[^"]*"| width="100%"/g, "")
    .replace(/\n/g, "");
}
