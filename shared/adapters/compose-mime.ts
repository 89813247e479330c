import type MimeNode from "nodemailer/lib/mime-node";
import type { Sender } from "../domain/address.ts";
import { parseDeliveryKey } from "../domain/delivery.ts";
import type { MailFile } from "../domain/message/mail-file.ts";
import type { Mail } from "../ports.ts";
import { deliveryTag } from "./delivery-tag.ts";

/**
 * A mail as MIME: plain text and HTML as alternatives, the HTML together with its pictures, then what is attached.
 * Addresses go in as objects, past the composer's own address parser; they have passed ours.
 */
export async function composeMime(mail: Mail, from: Sender, date: Date): Promise<Buffer> {
  // Loaded on first use: it takes longer to load than a function with nothing due takes to run.
  const { default: MimeNode } = await import("nodemailer/lib/mime-node");
  const senderDomain = from.address.slice(from.address.lastIndexOf("@") + 1);
  const shown = mail.files.filter(({ cid }) => cid !== undefined);
  const attached = mail.files.filter(({ cid }) => cid === undefined);
  const alone = { disableFileAccess: true, disableUrlAccess: true };
  const message = new MimeNode(attached.length > 0 ? "multipart/mixed" : "multipart/alternative", alone);
  const letter = attached.length > 0 ? message.createChild("multipart/alternative") : message;
  letter.createChild("text/plain; charset=utf-8").setContent(mail.text);
  const page = shown.length > 0 ? letter.createChild("multipart/related") : letter;
  page.createChild("text/html; charset=utf-8").setContent(mail.html);
  for (const file of shown) addFile(page, file);
  for (const file of attached) addFile(message, file);
  const headers = {
    "X-Rowbell-Delivery": mail.key,
    // RFC 3834: keeps out-of-office answers from answering.
    "Auto-Submitted": "auto-generated",
    ...(mail.unsubscribe === undefined ? {} : listUnsubscribe(mail.unsubscribe, isForOne(mail))),
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

/** Whoever gets a copy must not say no in another's name by a button: the page behind the link names whom it concerns. */
function isForOne({ to, cc = [], bcc = [] }: Mail): boolean {
  return new Set([...to, ...cc, ...bcc].map((address) => address.toLowerCase())).size === 1;
}

/**
 * RFC 2369: mail clients show a link of their own, which opens that page; by RFC 8058 a button, which posts there without
 * asking. In one line: a folded link is no link to some.
 */
function listUnsubscribe(url: string, isOneClick: boolean) {
  return {
    "List-Unsubscribe": { prepared: true, value: `<${url}>` },
    ...(isOneClick ? { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" } : {}),
  };
}

function addFile(parent: MimeNode, { name, contentType, content, cid }: MailFile): void {
  const part = parent.createChild(contentType, { filename: name });
  part.setHeader({
    "Content-Transfer-Encoding": "base64",
    "Content-Disposition": cid === undefined ? "attachment" : "inline",
    ...(cid === undefined ? {} : { "Content-ID": `<${cid}>` }),
  });
  part.setContent(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
}
