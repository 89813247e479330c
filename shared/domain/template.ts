import type { Block } from "./block.ts";
import type { RenderValues } from "./delivery.ts";
import type { Span } from "./row.ts";

/**
 * A text with places, compiled: strings are literal, the rest is filled in from a row. There is no code in it, and what
 * is filled in is never read as a template again.
 */
export type Template = TemplatePart[];

export type TemplatePart = string | TemplatePlace;

export type TemplatePlace =
  | { property: string; of: "after" | "before"; numberFormat?: string }
  | { field: "row.url" | "rule.name" };

/** Formatted text with places: a span whose text, and whose link if it has one, are templates. */
export type TemplateSpan = Omit<Span, "text" | "href"> & { text: Template; href?: Template };

/** A block of a message that is still to be filled in. */
export type TemplateBlock = Block<TemplateSpan[], Template>;

/** Everything a rule says in one e-mail. Plain JSON: it is stored with the rule. */
export type MessageTemplate = { to: Template; subject: Template; body: TemplateBlock[] };

/** What places are filled in from. */
export type RenderContext = { values: RenderValues; row: { url: string }; rule: { name: string } };
