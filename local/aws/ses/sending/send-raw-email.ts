import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../../clock.ts";
import { transaction } from "../../transaction.ts";
import type { AccountSending } from "../account/account-sending.ts";
import type { ConfigurationSets } from "../account/configuration-sets.ts";
import type { Identities } from "../account/identities.ts";
import type { Quota } from "../account/quota.ts";
import type { InboxMail } from "../mails/mail.ts";
import type { QueryAction } from "../query-protocol.ts";
import { messageId } from "./message-id.ts";
import { parseMail } from "./parse-mail.ts";
import { parseSendRequest, type SendRequest } from "./send-request.ts";
import { stampMessage } from "./stamp-message.ts";

export type SendOptions = {
  database: DatabaseSync;
  clock: Clock;
  region: string;
  newId: () => string;
  account: { sending: AccountSending; sets: ConfigurationSets; identities: Identities; quota: Quota };
  /** @returns is the connection to be cut once the mail is kept? */
  nextFault(): Promise<boolean>;
  /** Keeps a mail and what it will meet; within a transaction. */
  take(mail: InboxMail, raw: Buffer, hasVirus: boolean): void;
  /** Tells of it, once it is kept. */
  announce(mail: InboxMail): void;
};

/** SendRawEmail: checks, keeps, answers, in that order. */
export function sendRawEmail(options: SendOptions): QueryAction {
  const { database, clock, region, newId, account, nextFault, take, announce } = options;
  return async (fields, cut) => {
    const isCut = await nextFault();
    account.sending.check();
    const request = parseSendRequest(fields);
    if (request.configurationSet !== undefined) account.sets.check(request.configurationSet);
    const now = clock.now();
    const id = messageId(now, newId(), region);
    const delivered = stampMessage(request.message, { messageId: id, date: now, region });
    const { fromAddress, cc, hasVirus, ...content } = await parseMail(delivered);
    account.identities.check([request.source, fromAddress], request.destinations);
    const mail = { id, ...content, ...envelopeOf(request, cc), receivedAt: now.toISOString() };
    transaction(database, () => {
      account.quota.take(request.destinations);
      take(mail, request.raw, hasVirus);
    });
    announce(mail);
    if (isCut) cut();
    return { MessageId: id };
  };
}

type Envelope = Pick<InboxMail, "source" | "to" | "cc" | "tags" | "configurationSet">;

function envelopeOf(
  { source, destinations, tags, configurationSet }: SendRequest,
  inHeader: string[],
): Envelope {
  const named = new Set(inHeader.map((address) => address.toLowerCase()));
  const isCc = (address: string): boolean => named.has(address.toLowerCase());
  return {
    source,
    to: destinations.filter((address) => !isCc(address)),
    cc: destinations.filter(isCc),
    tags,
    ...(configurationSet === undefined ? {} : { configurationSet }),
  };
}
