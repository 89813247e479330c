import type { Block } from "../block.ts";
import { renderText } from "../template/render-template.ts";
import type { MessageTemplate, RenderContext } from "../template/template.ts";
import { fillBody } from "./fill-body.ts";
import { footerHtml, footerText } from "./footer.ts";
import { headerLine } from "./header-line.ts";
import { recipients } from "./recipients.ts";
import { blocksHtml, blocksText } from "./render-blocks.ts";
import { shell } from "./shell.ts";
import { unsubscribeUrl } from "./unsubscribe.ts";

/** A message with everything decided but its key. Addresses have passed the address grammar. */
export type Message = {
  to: string[];
  subject: string;
  html: string;
  text: string;
  /** Where its reader says no to more of them. */
  unsubscribe?: string;
};

/**
 * Fills a rule's message in for one row.
 * @param options `language` is the BCP 47 tag of the rule's page, for screen readers and hyphenation; `opening` stands
 * before what the page says.
 * @returns a problem, as a sentence for the rule's author, when the row yields nobody to send to.
 */
export function renderMessage(
  template: MessageTemplate,
  given: RenderContext,
  options: { language?: string; opening?: readonly Block[] } = {},
): { message: Message; problem?: undefined } | { problem: string; message?: undefined } {
  const { to, problem } = recipients(template.to, given);
  if (to === undefined) return { problem };
  const context = { ...given, unsubscribe: unsubscribeUrl(template, given, to) };
  // A mail without a subject looks like junk: the rule's name says at least what it is about.
  const subject = headerLine(renderText(template.subject, context)) || headerLine(context.rule.name);
  const message = renderBody(
    subject,
    [...(options.opening ?? []), ...fillBody(template.body, context)],
    context,
    options,
  );
  return { message: { ...message, to } };
}

/** The same from a body whose places are filled in. */
export function renderBody(
  subject: string,
  body: readonly Block[],
  context: RenderContext,
  options: { language?: string } = {},
): Omit<Message, "to"> {
  const html = shell({
    title: subject,
    language: options.language ?? context.locale ?? "en",
    content: blocksHtml(body),
    footer: footerHtml(context),
  });
  // `-- ` is where mail clients know that the signature begins.
  const text = `${blocksText(body)}\n\n-- \n${footerText(context)}\n`.trimStart();
  const { unsubscribe } = context;
  return { subject, html, text, ...(unsubscribe === undefined ? {} : { unsubscribe }) };
}
