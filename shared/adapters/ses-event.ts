import { parseDeliveryKey } from "../domain/delivery.ts";
import type { SentNotice } from "../domain/mail-event.ts";
import { deliveryTagName, keyOfDeliveryTag } from "./delivery-tag.ts";

/**
 * Reads what SES publishes through EventBridge: `detail` holds `eventType` and the `mail` with its tags (SES developer
 * guide, "Examples of event data"). Events come at least once or not at all, in any order.
 */
export function readSesEvent(event: unknown): SentNotice | { ignored: string } {
  const { source, detail } = objectOf(event);
  if (source !== "aws.ses") return { ignored: "it is no event of SES" };
  const { eventType, mail } = objectOf(detail);
  if (eventType !== "Send") return { ignored: "its type says nothing of whether a mail was sent" };
  const { messageId, timestamp, tags } = objectOf(mail);
  const values = objectOf(tags)[deliveryTagName];
  const tag: unknown = Array.isArray(values) ? values[0] : undefined;
  const key = typeof tag === "string" ? keyOf(tag) : undefined;
  if (key === undefined) return { ignored: "it carries no tag of a delivery" };
  const at = new Date(typeof timestamp === "string" ? timestamp : Number.NaN);
  if (typeof messageId !== "string" || Number.isNaN(at.getTime()))
    return { ignored: "it has no message id or no time" };
  return { key, at: at.toISOString(), reference: messageId };
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
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
