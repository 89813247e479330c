import { type DigestPart, defineAction, defineRunner, type RenderPorts } from "../define.ts";
import type { Block } from "../domain/block.ts";
import { PermanentError } from "../domain/errors.ts";
import { compileMessage } from "../domain/message/compile-message.ts";
import { type DigestSection, digestBody } from "../domain/message/digest-body.ts";
import { digestSubject } from "../domain/message/digest-subject.ts";
import { fillBody } from "../domain/message/fill-body.ts";
import { styleOf } from "../domain/message/look/style.ts";
import type { MailFile } from "../domain/message/mail-file.ts";
import { mailNotes } from "../domain/message/mail-notes.ts";
import { mailOptions } from "../domain/message/mail-options.ts";
import { messageWarnings } from "../domain/message/message-warnings.ts";
import { recipients, whyNobody } from "../domain/message/recipients.ts";
import { recipientsText } from "../domain/message/recipients-text.ts";
import { blocksHtml } from "../domain/message/render-blocks.ts";
import { type Envelope, renderEnvelope } from "../domain/message/render-envelope.ts";
import { type Rendered, renderMessage, renderSubject } from "../domain/message/render-message.ts";
import { takeFiles } from "../domain/message/take-files.ts";
import { notice, testSubject } from "../domain/message/test-mail.ts";
import { unsubscribeUrl } from "../domain/message/unsubscribe.ts";
import { showsRowPage, wantedFiles } from "../domain/message/wanted.ts";
import { renderText } from "../domain/template/render-template.ts";
import type { MessageTemplate, RenderContext } from "../domain/template/template.ts";
import { templateProperties } from "../domain/template/template-properties.ts";

/** A mail with everything decided but its key. Addresses have passed the address grammar. */
type Message = Envelope & Written & { to: string[] };
type Written = Rendered & { files: MailFile[]; notes: string[] };

/** Mails the rule's page to the addresses in To. */
export default /* @__PURE__ */ defineAction<MessageTemplate>({
  type: "send-email",
  label: "Send email",
  help: "Sends the rule's page as an e-mail to the addresses in To.",
  needs: { iam: ["ses:SendRawEmail", "secretsmanager:GetSecretValue"] },
  isMail: true,
  options: mailOptions,

  read: (rule, source, options, locale, isDigest) => compileMessage(rule, source, locale, options, isDigest),
  renders: templateProperties,
  describe: ({ to, attach = [] }, source) => {
    const files = attach.map(
      ({ property, column }) => source.columns.find(({ id }) => id === property)?.name ?? column,
    );
    const withFiles = files.length === 0 ? "" : ` with the files of ${files.join(" and ")}`;
    return `e-mail ${recipientsText(to, source)}${withFiles}`;
  },
  warnings: messageWarnings,
  lacks: ({ to }, context) => whyNobody(to, context),
});

export const runner = /* @__PURE__ */ defineRunner<MessageTemplate, Message>({
  type: "send-email",

  render: (template, context, ports) => rendered(template, context, ports),

  each: {
    recipients: ({ to, isTogether }) => (isTogether ? [] : to),
    only: (message, recipient) => ({ ...message, to: [recipient] }),
  },
  async digest({ attach: _none, ...template }, parts, { recipient, count, context }, ports) {
    const set = { style: styleOf({ isRtl: false }), locale: context.locale, taken: new Map() };
    const body = await digestBody(sectionsOf(parts), count, (blocks) =>
      Buffer.byteLength(blocksHtml(blocks, set).toString()),
    );
    const subject = digestSubject(template.subject, count, context.rule.name);
    const unsubscribe = unsubscribeUrl(template, context, [recipient]);
    const written = await write(
      { ...template, preheader: [] },
      subject,
      { ...context, unsubscribe },
      body,
      ports,
    );
    return { ...written, ...envelopeOf(template, context), to: [recipient] };
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
  async sample(template, context, intro, ports) {
    const { subject, html, text, files } = await rendered(template, context, ports, [notice(intro)]);
    return { subject: testSubject(subject), html, text, files };
  },
  notes: ({ notes }) => notes,
  run: ({ isTogether: _, notes: _notes, ...mail }, key, { mailer }) => mailer.send({ key, ...mail }),
});

/** @param opening stands before what the page says. */
async function rendered(
  template: MessageTemplate,
  context: RenderContext,
  ports: RenderPorts,
  opening: readonly Block[] = [],
): Promise<Message> {
  const { to, problem } = recipients(template.to, context);
  if (to === undefined) throw new PermanentError(problem);
  const envelope = envelopeOf(template, context);
  const page = showsRowPage(template.body) ? await ports.page() : [];
  const body = [...opening, ...fillBody(template.body, context, page)];
  const subject = renderSubject(template.subject, context);
  const unsubscribe = unsubscribeUrl(template, context, to);
  const written = await write(template, subject, { ...context, unsubscribe }, body, ports);
  const lost = page === undefined ? ["left out: the row's page, which is gone"] : [];
  return { ...written, ...envelope, to, notes: [...lost, ...written.notes] };
}

/** The message from a body whose places are filled in, with what it takes along. */
async function write(
  template: Pick<MessageTemplate, "attach" | "preheader">,
  subject: string,
  context: RenderContext,
  body: readonly Block[],
  ports: RenderPorts,
): Promise<Written> {
  const theme = await ports.theme();
  const { blocks, attached } = wantedFiles(template, context, body, theme);
  const { files, taken, notes } = await takeFiles(blocks, attached, ports.fetchFile);
  const preheader = template.preheader?.length ? renderText(template.preheader, context) : undefined;
  const message = renderMessage(subject, context, { body, theme, taken, preheader });
  return { ...message, files, notes: [...notes, ...mailNotes(body, message.html)] };
}

function envelopeOf(template: MessageTemplate, context: RenderContext): Envelope {
  const { envelope, problem } = renderEnvelope(template.envelope ?? {}, context);
  if (!envelope) throw new PermanentError(problem);
  return envelope;
}

async function* sectionsOf(parts: AsyncIterable<DigestPart<MessageTemplate>>): AsyncGenerator<DigestSection> {
  for await (const { input, context, title } of parts)
    yield { title, url: context.row.url, body: fillBody(input.body, context) };
}
