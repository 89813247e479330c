import type { Runner } from "../../define.ts";
import type { Delivery } from "../../domain/delivery.ts";
import { describingMail } from "../../domain/message/test-mail.ts";
import type { Mail } from "../../ports.ts";

type TestMail = Omit<Mail, "key">;

/**
 * Carries a test out instead of the rule's own action: mails what that would do to the rule's author alone, whatever the
 * rule says of recipients; what an action does besides mailing is only told.
 */
export function testRunner(action: Runner, { to, intro }: NonNullable<Delivery["test"]>): Runner {
  return {
    type: action.type,
    async render(input, context, ports): Promise<TestMail> {
      // To the author last: nobody else gets it, whatever the action says.
      if (action.sample)
        return { ...(await action.sample(input, context, intro, ports)), to: [to], cc: [], bcc: [] };
      const { subject } = action.preview(await action.render(input, context, ports));
      const said = `It would ${subject}. This is a test, so nothing was done.`;
      return { to: [to], files: [], ...describingMail(context, intro, said) };
    },
    audience: {
      of: (mail) => (mail as TestMail).to,
      without: (mail, addresses) => (addresses.includes(to) ? undefined : mail),
    },
    preview: (mail) => ({ to, subject: (mail as TestMail).subject, text: (mail as TestMail).text }),
    run: (mail, key, { mailer }) => mailer.send({ key, ...(mail as TestMail) }),
  };
}
