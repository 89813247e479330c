import { domainToASCII } from "node:url";

// RFC 5322 dot-atom without `%` and `!`, which old relays read as a route, and without quotes and comments, in which
// address parsers disagree about where the domain begins.
const LOCAL_PART = /^[A-Za-z0-9#$&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9#$&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;
const MAX_LOCAL = 64;
const MAX_ADDRESS = 254;

/**
 * One plain `name@example.com` in exactly the form that is handed to the provider: a domain in other scripts comes back
 * in Punycode. Display names, quotes, comments and groups are refused, not repaired.
 * @returns a problem as a sentence for the rule's author.
 */
export function parseAddress(
  text: string,
): { address: string; problem?: undefined } | { problem: string; address?: undefined } {
  const written = text.trim();
  const at = written.lastIndexOf("@");
  const local = written.slice(0, at);
  const domain = asciiDomain(written.slice(at + 1));
  if (
    at > 0 &&
    isLocalPart(local) &&
    domain !== undefined &&
    local.length + 1 + domain.length <= MAX_ADDRESS
  ) {
    return { address: `${local}@${domain}` };
  }
  return {
    problem: `"${shown(written)}" is not an e-mail address I can send to; it needs the form name@example.com`,
  };
}

/** Who a mail comes from: an address, and optionally a name to show. */
export type Sender = { name?: string; address: string };

/**
 * Reads `bell@example.com` or `Rowbell <bell@example.com>`.
 * @throws Error when it is neither.
 */
export function parseSender(text: string): Sender {
  const named = /^\s*"?([^"<>@\p{C}]*?)"?\s*<([^<>]*)>\s*$/u.exec(text);
  const parsed = parseAddress(named?.[2] ?? text);
  if (parsed.address === undefined) {
    throw new Error(`"${shown(text)}" is not a sender; write bell@example.com or Rowbell <bell@example.com>`);
  }
  return named?.[1] ? { name: named[1], address: parsed.address } : { address: parsed.address };
}

function isLocalPart(local: string): boolean {
  // `=?` would begin an encoded word, which some parsers decode into a different address.
  return local.length <= MAX_LOCAL && LOCAL_PART.test(local) && !local.includes("=?");
}

function asciiDomain(written: string): string | undefined {
  // domainToASCII also decodes percent signs and turns numbers into IPv4 addresses: only names get that far.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(written)) return undefined;
  const domain = domainToASCII(written);
  return DOMAIN.test(domain) ? domain : undefined;
}

function shown(text: string): string {
  const line = text.replace(/[\p{C}\s]+/gu, " ");
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
