import { testsIn } from "../compiled-parts.ts";
import type { MessageTemplate, Template, TemplateBlock, TemplateSpan } from "./template.ts";

/** The property ids a message reads, sorted: a delivery keeps just these values. */
export function templateProperties(message: MessageTemplate): { before: string[]; after: string[] } {
  const { cc = [], bcc = [], replyTo = [] } = message.envelope ?? {};
  const { attach = [], preheader = [] } = message;
  const attached: Template[] = attach.map(({ property }) => [{ property, of: "after" }]);
  return propertiesOf([
    message.to,
    cc,
    bcc,
    replyTo,
    message.subject,
    preheader,
    ...attached,
    ...message.body.flatMap(blockTemplates),
  ]);
}

/** The property ids that templates read, sorted. @public for actions to come */
export function propertiesOf(templates: readonly Template[]): { before: string[]; after: string[] } {
  const used = { before: new Set<string>(), after: new Set<string>() };
  for (const part of templates.flat()) {
    if (typeof part === "string") continue;
    if ("property" in part) used[part.of].add(part.property);
    if ("mark" in part)
      for (const test of testsIn(part)) used[test.before ? "before" : "after"].add(test.property);
  }
  return { before: [...used.before].sort(), after: [...used.after].sort() };
}

function blockTemplates(block: TemplateBlock): Template[] {
  return [
    ...spanTemplates(block.text),
    ...(block.url === undefined ? [] : [block.url]),
    ...(block.cells ?? []).flatMap(spanTemplates),
    ...block.children.flatMap(blockTemplates),
  ];
}

function spanTemplates(spans: TemplateSpan[]): Template[] {
  return spans.flatMap((span) => (span.href === undefined ? [span.text] : [span.text, span.href]));
}
