import { type DigestPart, defineAction, defineRunner } from "../define.ts";
import type { Block } from "../domain/block.ts";
import { PermanentError } from "../domain/errors.ts";
import { compileMessage } from "../domain/message/compile-message.ts";
import { type DigestSection, digestBody } from "../domain/message/digest-body.ts";
import { digestSubject } from "../domain/message/digest-subject.ts";
import { fillBody } from "../domain/message/fill-body.ts";
import { envelopeOptions } from "../domain/message/read-envelope.ts";
import { whyNobody } from "../domain/message/recipients.ts";
import { recipientsText } from "../domain/message/recipients-text.ts";
import { blocksHtml } from "../domain/message/render-blocks.ts";
import { type Envelope, renderEnvelope } from "../domain/message/render-envelope.ts";
import { type Message, renderBody, renderMessage } from "../domain/message/render-message.ts";
import { notice, testSubject } from "../domain/message/test-mail.ts";
import { unsubscribeHelp, unsubscribeUrl } from "../domain/message/unsubscribe.ts";
import type { MessageTemplate, RenderContext } from "../domain/template/template.ts";
import { templateProperties } from "../domain/template/template-properties.ts";

/** Mails the rule's page to the addresses in To. */
export default /* @__PURE__ */ defineAction<MessageTemplate>({
  type: "send-email",
  label: "Send email",
  help: "Sends the rule's page as an e-mail to the addresses in To.",
  needs: { iam: ["ses:SendRawEmail"] },
  isMail: true,
  // A spread would run when the module is loaded, and keep all of this in bundles that have no use for it.
  get options() {
    return { ...envelopeOptions, unsubscribe: unsubscribeHelp };
  },

  read: (rule, source, options, locale, isDigest) => compileMessage(rule, source, locale, options, isDigest),
  renders: templateProperties,
  describe: ({ to }, source) => `e-mail ${recipientsText(to, source)}`,
  lacks: ({ to }, context) => whyNobody(to, context),
});

export const runner = /* @__PURE__ */ defineRunner<MessageTemplate, Message & Envelope>({
  type: "send-email",

  render: (template, context) => rendered(template, context),

  each: {
    recipients: ({ to, isTogether }) => (isTogether ? [] : to),
    only: (message, recipient) => ({ ...message, to: [recipient] }),
  },
  async digest(template, parts, { recipient, count, context }) {
    const body = await digestBody(sectionsOf(parts), count, (blocks) =>
      Buffer.byteLength(blocksHtml(blocks).toString()),
    );
    const subject = digestSubject(template.subject, count, context.rule.name);
    const unsubscribe = unsubscribeUrl(template, context, [recipient]);
    const message = renderBody(subject, body, { ...context, unsubscribe });
    const { envelope, problem } = renderEnvelope(template.envelope ?? {}, context);
    if (!envelope) throw new PermanentError(problem);
    return { ...message, ...envelope, to: [recipient] };
  },
  audience: {
    of: ({ to, cc, bcc }) => [...to, ...cc, ...bcc],
    without({ to, cc, bcc, ...message }, addresses) {
      const left = (all: readonly string[]) => all.filter((address) => !addresses.includes(address));
      // Copies are of what somebody gets.
      return left(to).length === 0 ? undefined : { ...message, to: left(to), cc: left(cc), bcc: left(bcc) };
    },
  },
  preview: ({ to, cc, bcc, subject, text, unsubscribe }) => ({
    to: [...to, ...cc, ...bcc].join(", "),
    subject,
    // The story is for others than the reader, and none of them is to say no in their name.
    text: unsubscribe === undefined ? text : text.replace(unsubscribe, "(a link for each reader)"),
  }),
  sample(template, context, intro) {
    const { subject, html, text } = rendered(template, context, [notice(intro)]);
    return { subject: testSubject(subject), html, text };
  },
  run: ({ isTogether: _, ...mail }, key, { mailer }) => mailer.send({ key, ...mail }),
});

function rendered(
  template: MessageTemplate,
  context: RenderContext,
  opening: readonly Block[] = [],
): Message & Envelope {
  const { message, problem } = renderMessage(template, context, { opening });
  if (!message) throw new PermanentError(problem);
  const { envelope, problem: wrong } = renderEnvelope(template.envelope ?? {}, context);
  if (!envelope) throw new PermanentError(wrong);
  return { ...message, ...envelope };
}

async function* sectionsOf(parts: AsyncIterable<DigestPart<MessageTemplate>>): AsyncGenerator<DigestSection> {
  for await (const { input, context, title } of parts)
    yield { title, url: context.row.url, body: fillBody(input.body, context) };
}
