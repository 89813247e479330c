import { AwsError } from "../aws-error.ts";

// Internationalized local parts are refused by SES, and domains are taken in Punycode only.
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const DOMAIN = new RegExp(`^(?=.{1,253}$)${LABEL}(\\.${LABEL})*$`);

/**
 * The bare address of `ada@example.com` or `Ada <ada@example.com>`. Not by a mail parser: those make the best of
 * anything, and one that reads a wrong recipient out of a wrong address would hide the mistake.
 * @throws AwsError InvalidParameterValue for what SES would refuse.
 */
export function parseAddress(text: string): string {
  const match = /^\s*(?<display>"(?:[^"\\]|\\.)*"\s*|[^"<>,;:@]*)<(?<address>[^<>]*)>\s*$/.exec(text);
  const address = match?.groups?.address ?? text;
  if (/\p{Cc}/u.test(text)) throw refuse("Illegal address", text);
  const at = address.lastIndexOf("@");
  if (at < 1 || at === address.length - 1) throw refuse("Missing final '@domain'", text);
  const local = address.slice(0, at);
  if (local.length > 64 || !LOCAL.test(local)) {
    throw refuse("Local address contains control, whitespace or illegal characters", text);
  }
  if (!DOMAIN.test(address.slice(at + 1))) throw refuse("Domain contains illegal character", text);
  return address;
}

function refuse(reason: string, text: string): AwsError {
  return new AwsError("InvalidParameterValue", `${reason}: '${text}'`);
}
