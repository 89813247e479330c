import type { Sender } from "../domain/address.ts";
import { parseDeliveryKey } from "../domain/delivery.ts";
import type { Mail } from "../ports.ts";
import { deliveryTag } from "./delivery-tag.ts";

/**
 * A mail as MIME: plain text and HTML as alternatives. Addresses go in as objects, past the composer's own address
 * parser; they have passed ours.
 */
export async function composeMime(mail: Mail, from: Sender, date: Date): Promise<Buffer> {
  // Loaded on first use: it takes longer to load than a function with nothing due takes to run.
  const { default: MimeNode } = await import("nodemailer/lib/mime-node");
  const senderDomain = from.address.slice(from.address.lastIndexOf("@") + 1);
  const message = new MimeNode("multipart/alternative", { disableFileAccess: true, disableUrlAccess: true });
  message.createChild("text/plain; charset=utf-8").setContent(mail.text);
  message.createChild("text/html; charset=utf-8").setContent(mail.html);
  const headers = {
    "X-Rowbell-Delivery": mail.key,
    // RFC 3834: keeps out-of-office answers from answering.
    "Auto-Submitted": "auto-generated",
    // Whoever gets a copy must not say no in another's name by a button; the page behind the link names whom it concerns.
    ...(mail.unsubscribe === undefined || mail.cc?.length ? {} : oneClick(mail.unsubscribe)),
    From: { name: mail.fromName ?? from.name ?? "", address: from.address },
    To: plain(mail.to),
    ...(mail.cc?.length ? { Cc: plain(mail.cc) } : {}),
    ...(mail.replyTo?.length ? { "Reply-To": plain(mail.replyTo) } : {}),
    ...(mail.isThread ? inThread(mail.key, senderDomain) : {}),
    Subject: mail.subject,
    // SES replaces Message-ID and Date (docs: header fields), so what tells a doubled mail is X-Rowbell-Delivery;
    // where the mail goes through something else, the stable Message-ID lets clients fold the two into one.
    "Message-ID": `<${deliveryTag(mail.key)}@${senderDomain}>`,
    Date: date.toUTCString().replace("GMT", "+0000"),
  };
  // Its types leave out that a header of addresses takes objects.
  message.setHeader(headers as unknown as Record<string, string>);
  return message.build();
}

function plain(addresses: readonly string[]) {
  return addresses.map((address) => ({ name: "", address }));
}

/**
 * Answers to a message that never was, the same for all mails of a row and rule: SES gives every message an id of its own, so
 * none of them can be named before it is sent, and clients join what refers to the same.
 */
function inThread(key: string, senderDomain: string) {
  const { ruleId, rowId } = parseDeliveryKey(key);
  const root = `<${ruleId}.${rowId}@${senderDomain}>`;
  return { "In-Reply-To": root, References: root };
}

/** RFC 8058: mail clients show a button of their own, which posts there. In one line: a folded link is no link to some. */
function oneClick(url: string) {
  return {
    "List-Unsubscribe": { prepared: true, value: `<${url}>` },
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}
