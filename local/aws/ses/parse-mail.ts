import PostalMime, { decodeWords, type Email, type Header } from "postal-mime";
import { AwsError } from "../aws-error.ts";
import { parseAddress } from "./address.ts";

/** The parts of a message people look at. Absent parts are empty; header names are lower case. */
export type MailContent = {
  /** As written in the header: `Rowbell <rowbell@example.com>`. */
  from: string;
  /** The bare address of it. */
  fromAddress: string;
  cc: string[];
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
};

// RFC 5322 §3.6 allows each once; SES refuses a message that has one twice.
const ONCE = ["from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date", "message-id"];

/** @throws AwsError InvalidParameterValue for headers SES would refuse. */
export async function parseMail(raw: Buffer): Promise<MailContent> {
  const email = await PostalMime.parse(raw);
  const from = email.headers.find(({ key }) => key === "from")?.value;
  if (!from) throw new AwsError("InvalidParameterValue", "Missing required header 'From'.");
  checkOnce(email.headers);
  return {
    from: decodeWords(from),
    fromAddress: parseAddress(from),
    cc: ccOf(email),
    subject: email.subject ?? "",
    text: email.text ?? "",
    html: email.html ?? "",
    headers: collect(email.headers),
  };
}

function checkOnce(headers: readonly Header[]): void {
  const seen = new Set<string>();
  for (const { key, originalKey } of headers) {
    if (ONCE.includes(key) && seen.has(key)) {
      throw new AwsError("InvalidParameterValue", `Duplicate header '${originalKey}'.`);
    }
    seen.add(key);
  }
}

function ccOf(email: Email): string[] {
  const mailboxes = (email.cc ?? []).flatMap((entry) => entry.group ?? [entry]);
  return mailboxes.flatMap(({ address }) => (address ? [address] : []));
}

/** A header that is there several times has a line each. */
function collect(headers: readonly Header[]): Record<string, string> {
  const collected: Record<string, string> = {};
  for (const header of headers) {
    const { key } = header;
    const value = decodeWords(header.value);
    collected[key] = Object.hasOwn(collected, key) ? `${collected[key]}\n${value}` : value;
  }
  return collected;
}
