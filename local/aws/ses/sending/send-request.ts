import { AwsError } from "../../aws-error.ts";
import { parseAddress } from "../address.ts";
import { type Fields, members, required } from "../query-protocol.ts";
import { checkMime } from "./check-mime.ts";
import { type HeaderSection, headerOf, readHeaderSection } from "./header-section.ts";

/** What SendRawEmail asks for, addresses bare. */
export type SendRequest = {
  source: string;
  destinations: string[];
  raw: Buffer;
  message: HeaderSection;
  tags: Record<string, string>;
  configurationSet: string | undefined;
};

const MOST_BYTES = 10 * 1024 * 1024;
const MOST_RECIPIENTS = 50;

/**
 * Reads and checks a SendRawEmail request, and the headers of its message. Stricter than SES in one thing: SES takes an
 * envelope that is not stated from the headers; here that is refused, since it is how mail goes where nobody meant it to.
 * @throws AwsError InvalidParameterValue, ValidationError.
 */
export function parseSendRequest(fields: Fields): SendRequest {
  const source = fields.get("Source");
  if (!source)
    throw invalid("Missing parameter 'Source': state the sender, it is not taken from the headers");
  const destinations = members(fields, "Destinations");
  if (destinations.length === 0) {
    throw invalid(
      "Missing parameter 'Destinations': state the recipients, they are not taken from the headers",
    );
  }
  if (destinations.length > MOST_RECIPIENTS) throw invalid(`Recipient count exceeds ${MOST_RECIPIENTS}.`);
  const raw = Buffer.from(required(fields, "RawMessage.Data"), "base64");
  if (raw.length > MOST_BYTES) {
    throw invalid(`Message length is more than ${MOST_BYTES} bytes long: '${raw.length}'.`);
  }
  const message = readHeaderSection(raw);
  checkMime(message);
  return {
    source: parseAddress(source),
    destinations: destinations.map(parseAddress),
    raw,
    message,
    tags: tagsOf(fields, message),
    configurationSet:
      fields.get("ConfigurationSetName") ?? headerOf(message.headers, "x-ses-configuration-set"),
  };
}

/** Those of the request, or else those of the header; SES does not join the two. */
function tagsOf(fields: Fields, { headers }: HeaderSection): Record<string, string> {
  const values = members(fields, "Tags", ".Value");
  const given = members(fields, "Tags", ".Name").map((name, index) => [name, values[index] ?? ""] as const);
  const tags = given.length > 0 ? given : tagsIn(headerOf(headers, "x-ses-message-tags") ?? "");
  for (const [name, value] of tags) {
    checkTag("name", name, /^[A-Za-z0-9_-]{1,256}$/, "'_', '-'");
    checkTag("value", value, /^[A-Za-z0-9_.@-]{1,256}$/, "'_', '-', '.', '@'");
  }
  return Object.fromEntries(tags);
}

/** Of `name=value, name=value`. */
function tagsIn(header: string): (readonly [string, string])[] {
  return header.split(",").flatMap((pair) => {
    const [name = "", ...value] = pair.trim().split("=");
    return name === "" ? [] : [[name, value.join("=")] as const];
  });
}

function checkTag(part: string, text: string, allowed: RegExp, characters: string): void {
  if (allowed.test(text)) return;
  throw invalid(
    `Invalid tag ${part} <${text}>: only 1 to 256 alphanumeric ASCII characters, ${characters} are allowed.`,
  );
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValue", message);
}
