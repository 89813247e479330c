import type { Sender } from "../domain/address.ts";
import type { Mail } from "../ports.ts";
import { deliveryTag } from "./delivery-tag.ts";

/**
 * A mail as MIME: plain text and HTML as alternatives. Addresses go in as objects, past the composer's own address
 * parser; they have passed ours.
 */
export async function composeMime(mail: Mail, from: Sender, date: Date): Promise<Buffer> {
  // Loaded on first use: it takes longer to load than a function with nothing due takes to run.
  const { default: MailComposer } = await import("nodemailer/lib/mail-composer");
  const senderDomain = from.address.slice(from.address.lastIndexOf("@") + 1);
  const composer = new MailComposer({
    from: { name: from.name ?? "", address: from.address },
    to: mail.to.map((address) => ({ name: "", address })),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    date,
    // SES replaces Message-ID and Date (docs: header fields), so what tells a doubled mail is X-Rowbell-Delivery;
    // where the mail goes through something else, the stable Message-ID lets clients fold the two into one.
    messageId: `<${deliveryTag(mail.key)}@${senderDomain}>`,
    headers: {
      "X-Rowbell-Delivery": mail.key,
      // RFC 3834: keeps out-of-office answers from answering.
      "Auto-Submitted": "auto-generated",
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
