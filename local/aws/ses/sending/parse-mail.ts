import PostalMime, { type Attachment, decodeWords, type Email, type Header } from "postal-mime";
import { parseAddress } from "../address.ts";

/** A part that is no text of the mail. `index` counts those of one mail. */
export type MailAttachment = {
  index: number;
  /** Empty when it has none. */
  name: string;
  type: string;
  bytes: number;
  /** Without its brackets; empty when the mail's HTML cannot name it. */
  contentId: string;
};

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
  attachments: MailAttachment[];
  /** SES looks into every part. */
  hasVirus: boolean;
};

/** @param raw a message whose header section was read already. @throws AwsError for a From that is no address. */
export async function parseMail(raw: Buffer): Promise<MailContent> {
  const email = await PostalMime.parse(raw);
  const from = email.headers.find(({ key }) => key === "from")?.value ?? "";
  return {
    from: decodeWords(from),
    fromAddress: parseAddress(from),
    cc: ccOf(email),
    subject: email.subject ?? "",
    text: email.text ?? "",
    html: email.html ?? "",
    headers: collect(email.headers),
    attachments: email.attachments.map(describe),
    hasVirus: [raw, ...email.attachments.map(bytesOf)].some((part) => part.includes(TEST_VIRUS)),
  };
}

/** The bytes of an attachment of a message. */
export async function attachmentIn(raw: Buffer, index: number): Promise<Buffer | undefined> {
  const found = (await PostalMime.parse(raw)).attachments[index];
  return found && bytesOf(found);
}

/** The file that every virus scanner takes for one (EICAR), and what SES's own guide says to try it with. */
const TEST_VIRUS = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE";

function bytesOf({ content }: Attachment): Buffer {
  return typeof content === "string" ? Buffer.from(content) : Buffer.from(content as ArrayBuffer);
}

function describe(attachment: Attachment, index: number): MailAttachment {
  const { filename, mimeType, contentId } = attachment;
  return {
    index,
    name: filename ?? "",
    type: mimeType,
    bytes: bytesOf(attachment).length,
    contentId: contentId?.replace(/^<|>$/g, "") ?? "",
  };
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
