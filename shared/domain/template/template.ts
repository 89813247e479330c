import type { Block } from "../block.ts";
import type { Condition } from "../condition/condition.ts";
import type { RenderValues } from "../delivery.ts";
import type { Span } from "../row.ts";
import type { Format } from "./format/format.ts";

/**
 * A text with places, compiled: strings are literal, the rest is filled in from a row. There is no code in it, and what
 * is filled in is never read as a template again.
 */
export type Template = TemplatePart[];

export type TemplatePart = string | TemplatePlace | TemplateMark;

/** `formats` are applied to what stands there, from left to right. */
export type TemplatePlace = (
  | { property: string; of: "after" | "before"; numberFormat?: string }
  | { field: "row.url" | "rule.name" }
) & { formats?: Format[] };

/** Where a part begins that is there only if the condition is met, what is there otherwise, and where both end. */
export type TemplateMark = { mark: "if"; condition: Condition } | { mark: "else" } | { mark: "end" };

/** Formatted text with places: a span whose text, and whose link if it has one, are templates. */
export type TemplateSpan = Omit<Span, "text" | "href"> & { text: Template; href?: Template };

/** A block of a message that is still to be filled in. */
export type TemplateBlock = Block<TemplateSpan[], Template>;

/**
 * Everything a rule says in one e-mail. Plain JSON: it is stored with the rule. `attach`: columns whose files go along;
 * `preheader`: what inboxes show behind the subject, where it is not to be how the message begins.
 */
export type MessageTemplate = {
  to: Template;
  /** Absent in what an earlier version stored. */
  envelope?: EnvelopeTemplate;
  subject: Template;
  body: TemplateBlock[];
  /** Why its readers have no link to say no; absent where they have one. */
  noUnsubscribe?: string;
  attach?: { property: string; column: string }[];
  preheader?: Template;
};

/** What stands in Options about whom a mail goes to and comes from. */
export type EnvelopeTemplate = {
  cc?: Template;
  bcc?: Template;
  replyTo?: Template;
  /** Shown beside the deployment's own address, which no rule can change. */
  fromName?: string;
  /** One mail to everybody in To, who see each other; else each gets their own. */
  isTogether?: true;
  /** All mails of one row and rule are one conversation. */
  isThread?: true;
};

/** As of when dates such as today are meant, an ISO instant, and whose days they are, an IANA zone. */
export type AsOf = { seenAt: string; timeZone: string };

/** What places are filled in from. `locale`: whose numbers and dates, BCP 47. */
export type RenderContext = AsOf & {
  values: RenderValues;
  row: { url: string };
  rule: { name: string };
  locale?: string | undefined;
  /** For whom alone it is, of those the row names. */
  recipient?: string | undefined;
  /** The link by which somebody says that they want no more of this; absent where there is none. */
  unsubscribeLink?: ((address: string) => string) | undefined;
  /** That link for the reader of this message. */
  unsubscribe?: string | undefined;
};
