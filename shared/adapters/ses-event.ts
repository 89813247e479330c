import { parseDeliveryKey } from "../domain/delivery.ts";
import type { MailEvent, MailMark } from "../domain/mail-event.ts";
import { deliveryTagName, keyOfDeliveryTag } from "./delivery-tag.ts";
import { bounceReason } from "./ses-bounce.ts";

type Fields = Record<string, unknown>;

/** What each type of event tells; `in` is where its details stand. A `Send` tells only that the mail was taken. */
const types: Record<string, { in: string; read?: (details: Fields) => Omit<MailMark, "at"> }> = {
  Send: { in: "send" },
  Delivery: { in: "delivery", read: () => ({ state: "delivered" }) },
  DeliveryDelay: { in: "deliveryDelay", read: () => ({ state: "delayed" }) },
  Bounce: { in: "bounce", read: bounced },
  Complaint: { in: "complaint", read: () => ({ state: "complained", isForGood: true }) },
  Reject: { in: "reject", read: () => ({ state: "rejected", reason: "it found a virus in it" }) },
  "Rendering Failure": {
    in: "failure",
    read: () => ({ state: "rejected", reason: "it could not be put together there" }),
  },
};

/**
 * Reads what SES publishes through EventBridge: `detail` holds `eventType`, the `mail` with its tags, and what happened under a
 * name of its own (SES developer guide, "Examples of event data"). Events come at least once or not at all, in any order, and
 * what is missing in one is left out.
 */
export function readSesEvent(event: unknown): MailEvent | { ignored: string } {
  const { source, detail } = objectOf(event);
  if (source !== "aws.ses") return { ignored: "it is no event of SES" };
  const { eventType, mail, ...details } = objectOf(detail);
  const type =
    typeof eventType === "string" && Object.hasOwn(types, eventType) ? types[eventType] : undefined;
  if (!type) return { ignored: "its type says nothing of what became of a mail" };
  const { messageId, timestamp, tags, destination } = objectOf(mail);
  const values = objectOf(tags)[deliveryTagName];
  const tag: unknown = Array.isArray(values) ? values[0] : undefined;
  const key = typeof tag === "string" ? keyOf(tag) : undefined;
  if (key === undefined) return { ignored: "it carries no tag of a delivery" };
  const at = timeIn(timestamp);
  if (typeof messageId !== "string" || at === undefined)
    return { ignored: "it has no message id or no time" };
  const told: MailEvent = { key, at, reference: messageId };
  if (!type.read) return told;
  const own = objectOf(details[type.in]);
  const addresses = addressesIn(own);
  const news = {
    ...type.read(own),
    at: timeIn(own.timestamp) ?? at,
    addresses: addresses.length > 0 ? addresses : textsIn(destination),
  };
  return { ...told, news };
}

function bounced(details: Fields): Omit<MailMark, "at"> {
  const reason = bounceReason(details);
  return details.bounceType === "Permanent"
    ? { state: "bounced", reason, isForGood: true }
    : { state: "bounced", reason };
}

/** A list of addresses, or of objects that hold one, under one of the names that SES has for it. */
function addressesIn(details: Fields): string[] {
  const { bouncedRecipients, complainedRecipients, delayedRecipients, recipients } = details;
  const list = [bouncedRecipients, complainedRecipients, delayedRecipients, recipients].find(Array.isArray);
  return textsIn(list?.map((one: unknown) => (typeof one === "string" ? one : objectOf(one).emailAddress)));
}

function textsIn(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((one): one is string => typeof one === "string") : [];
}

function timeIn(text: unknown): string | undefined {
  const at = new Date(typeof text === "string" ? text : Number.NaN);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

function objectOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

/** Anybody who may send through the configuration set can write a tag: only one of ours is a key. */
function keyOf(tag: string): string | undefined {
  try {
    const key = keyOfDeliveryTag(tag);
    parseDeliveryKey(key);
    return key;
  } catch {
    return undefined;
  }
}
