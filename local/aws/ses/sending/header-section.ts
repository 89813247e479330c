import { AwsError } from "../../aws-error.ts";

/** A header as it stands in a message, folded lines and all; the line end is not part of it. */
export type RawHeader = { name: string; text: string };

/** A message taken apart where its headers end. Bytes are one character each (latin1). */
export type HeaderSection = { headers: RawHeader[]; body: string };

/** What SES's developer guide says may stand in a message once ("Amazon SES header fields"), and the recipients'. */
const ONCE = new Set(
  `accept-language acceptlanguage archived-at auto-submitted bounces-to comments content-alternative content-base
  content-class content-description content-disposition content-duration content-id content-language content-length
  content-location content-md5 content-transfer-encoding content-type date delivered-to
  disposition-notification-options disposition-notification-to dkim-signature domainkey-signature errors-to from
  importance in-reply-to keywords list-archive list-help list-id list-owner list-post list-subscribe list-unsubscribe
  message-context message-id mime-version organization original-from original-message-id original-recipient
  original-subject precedence priority references reply-to return-path return-receipt-to sender solicitation sensitivity
  subject thread-index thread-topic user-agent vbr-info to cc bcc`.split(/\s+/),
);

// SES ends a line at a lone CR or LF as well: that is how a header gets in that nobody meant to write.
const LINE = /([^\r\n]*)(\r\n|\r|\n|$)/y;
const NAME = /^[!-9;-~]+$/;

/** @throws AwsError InvalidParameterValue for a header section that SES refuses. */
export function readHeaderSection(raw: Buffer): HeaderSection {
  const text = raw.toString("latin1");
  const headers: RawHeader[] = [];
  let at = 0;
  while (at < text.length) {
    LINE.lastIndex = at;
    const [whole = "", line = ""] = LINE.exec(text) ?? [];
    at += whole.length;
    if (line === "") break;
    const last = headers.at(-1);
    if (/^[ \t]/.test(line) && last) last.text += `\r\n${line}`;
    else headers.push({ name: nameOf(line), text: line });
  }
  checkOnce(headers);
  return { headers, body: text.slice(at) };
}

function nameOf(line: string): string {
  const colon = line.indexOf(":");
  const name = line.slice(0, colon === -1 ? line.length : colon).trimEnd();
  if (name === "") throw invalid("Empty header names are illegal.");
  if (colon === -1 || !NAME.test(name)) throw invalid(`Illegal header '${name}'.`);
  return name;
}

function checkOnce(headers: readonly RawHeader[]): void {
  const seen = new Set<string>();
  for (const { name } of headers) {
    const key = name.toLowerCase();
    if (ONCE.has(key) && seen.has(key)) throw invalid(`Duplicate header '${name}'.`);
    seen.add(key);
  }
  if (!seen.has("from")) throw invalid("Missing required header 'From'.");
}

/** What stands after the colon, unfolded. */
export function textOf({ name, text }: RawHeader): string {
  return text
    .slice(text.indexOf(":", name.length) + 1)
    .replace(/\r\n(?=[ \t])/g, "")
    .trim();
}

export function headerOf(headers: readonly RawHeader[], name: string): string | undefined {
  const found = headers.find((header) => header.name.toLowerCase() === name.toLowerCase());
  return found && textOf(found);
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValue", message);
}
