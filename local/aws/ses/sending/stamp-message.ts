import type { HeaderSection } from "./header-section.ts";

/** What SES writes into a message of its own. `date` is of the moment it took the message. */
export type Stamp = { messageId: string; date: Date; region: string };

/** Headers that are meant for SES alone, and those it writes itself. */
const REPLACED = /^(message-id|date|x-ses-.*)$/i;

/**
 * The message as its recipients get it: with SES's own Message-ID and Date in place of the sender's, and without what was
 * meant for SES ("Amazon SES header fields"; "Specify your configuration set when you send email").
 */
export function stampMessage({ headers, body }: HeaderSection, stamp: Stamp): Buffer {
  const kept = headers.filter(({ name }) => !REPLACED.test(name)).map(({ text }) => text);
  const own = Object.entries(stampedHeaders(stamp)).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${[...kept, ...own].join("\r\n")}\r\n\r\n${body}`, "latin1");
}

function stampedHeaders({ messageId, date, region }: Stamp): { "Message-ID": string; Date: string } {
  // The oldest region's messages carry a name without the region.
  const domain = region === "us-east-1" ? "email.amazonses.com" : `${region}.amazonses.com`;
  return { "Message-ID": `<${messageId}@${domain}>`, Date: date.toUTCString().replace("GMT", "+0000") };
}
