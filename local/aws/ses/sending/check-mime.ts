import { AwsError } from "../../aws-error.ts";
import { type HeaderSection, headerOf } from "./header-section.ts";

const ENCODINGS = ["7bit", "8bit", "binary", "quoted-printable", "base64"];

/** @throws AwsError InvalidParameterValue for a body that is not made as its headers say. */
export function checkMime({ headers, body }: HeaderSection): void {
  const encoding = headerOf(headers, "content-transfer-encoding")?.toLowerCase();
  if (encoding !== undefined && !ENCODINGS.includes(encoding)) throw invalid(`Unknown encoding: ${encoding}`);
  const type = headerOf(headers, "content-type");
  if (type === undefined) return;
  if (!/^[^\s/;]+\/[^\s/;]+\s*(;|$)/.test(type)) throw invalid(`Expected MIME type, got ${type}`);
  if (!/^multipart\//i.test(type)) return;
  const [, quoted, plain] = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  const begins = boundary === undefined ? [] : [`--${boundary}`, `\n--${boundary}`, `\r--${boundary}`];
  if (!begins.some((begin, index) => (index === 0 ? body.startsWith(begin) : body.includes(begin)))) {
    throw invalid("Missing start boundary");
  }
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValue", message);
}
