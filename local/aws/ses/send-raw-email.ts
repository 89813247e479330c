import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../clock.ts";
import { AwsError } from "../aws-error.ts";
import { transaction } from "../transaction.ts";
import type { EventBus } from "./event-bus.ts";
import type { Faults } from "./faults.ts";
import type { MailStore } from "./inbox.ts";
import { parseMail } from "./parse-mail.ts";
import type { QueryAction } from "./query-protocol.ts";
import { parseSendRequest } from "./send-request.ts";

export type SendOptions = {
  database: DatabaseSync;
  store: MailStore;
  events: EventBus;
  faults: Faults;
  clock: Clock;
  verified: readonly string[] | undefined;
  newId: () => string;
};

/** SendRawEmail: checks, keeps, answers, in that order. */
export function sendRawEmail(options: SendOptions): QueryAction {
  const { database, store, events, faults, clock, verified, newId } = options;
  return async (fields, cut) => {
    const isCut = faults.next();
    const { source, destinations, raw, tags, configurationSet } = parseSendRequest(fields);
    const { fromAddress, cc: ccHeader, ...content } = await parseMail(raw);
    checkVerified([source, fromAddress], verified);
    const now = clock.now();
    const id = messageId(now, newId());
    const inCc = new Set(ccHeader.map((address) => address.toLowerCase()));
    const isCc = (address: string): boolean => inCc.has(address.toLowerCase());
    const to = destinations.filter((address) => !isCc(address));
    const cc = destinations.filter(isCc);
    const mail = { id, ...content, to, cc, tags, receivedAt: now.toISOString() };
    transaction(database, () => {
      store.add(mail, raw);
      if (configurationSet !== undefined) events.publish(mail, configurationSet);
    });
    if (isCut) cut();
    return { MessageId: id };
  };
}

function checkVerified(addresses: readonly string[], verified: readonly string[] | undefined): void {
  if (!verified) return;
  const identities = verified.map((identity) => identity.toLowerCase());
  const unknown = addresses.filter((address) => {
    const [, domain = ""] = address.toLowerCase().split("@");
    const isCovered = (identity: string): boolean =>
      identity === address.toLowerCase() || domain === identity || domain.endsWith(`.${identity}`);
    return !identities.some(isCovered);
  });
  if (unknown.length === 0) return;
  throw new AwsError(
    "MessageRejected",
    `Email address is not verified. The following identities failed the check in region US-EAST-1: ${[
      ...new Set(unknown),
    ].join(", ")}`,
  );
}

// The form SES's own have: the region, the time in hexadecimal, a UUID, a counter.
function messageId(now: Date, id: string): string {
  return `0100${now.getTime().toString(16).padStart(12, "0")}-${id}-000000`;
}
