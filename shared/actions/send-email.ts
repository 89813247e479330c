import { defineAction, defineRunner } from "../define.ts";
import { PermanentError } from "../domain/errors.ts";
import { compileMessage } from "../domain/message/compile-message.ts";
import { type Message, renderMessage } from "../domain/message/render-message.ts";
import type { MessageTemplate } from "../domain/template/template.ts";
import { templateProperties } from "../domain/template/template-properties.ts";
import { templateSource } from "../domain/template/template-source.ts";

/** Mails the rule's page to the addresses in To. */
export default /* @__PURE__ */ defineAction<MessageTemplate>({
  type: "send-email",
  label: "Send email",
  help: "Sends the rule's page as an e-mail to the addresses in To.",
  needs: { iam: ["ses:SendRawEmail"] },

  read: (rule, source, _options, locale) => compileMessage(rule, source, locale),
  renders: templateProperties,
  describe: ({ to }, source) => `e-mail ${templateSource(to, source)}`,
});

export const runner = /* @__PURE__ */ defineRunner<MessageTemplate, Message>({
  type: "send-email",

  render(template, context) {
    const { message, problem } = renderMessage(template, context);
    if (!message) throw new PermanentError(problem);
    return message;
  },

  each: { recipients: ({ to }) => to, only: (message, recipient) => ({ ...message, to: [recipient] }) },
  audience: {
    of: ({ to }) => to,
    without({ to, ...message }, addresses) {
      const left = to.filter((address) => !addresses.includes(address));
      return left.length === 0 ? undefined : { ...message, to: left };
    },
  },
  preview: ({ to, subject, text }) => ({ to: to.join(", "), subject, text }),
  run: (message, key, { mailer }) => mailer.send({ key, ...message }),
});
