import type { HappenedAt } from "../../aws/ses/events/happening.ts";

/** The worst that is known of a mail, or else the best. */
export type MailState = "sent" | "delayed" | "delivered" | "bounced" | "complained" | "rejected";

/** @param events oldest first. */
export function stateOf(events: readonly HappenedAt[] = []): MailState {
  const types = new Set(events.map(({ type }) => type));
  if (types.has("Reject") || types.has("Rendering Failure")) return "rejected";
  if (types.has("Complaint")) return "complained";
  if (types.has("Bounce")) return "bounced";
  if (isDelayed(events)) return "delayed";
  return types.has("Delivery") ? "delivered" : "sent";
}

/** Some recipient's server still waits. */
function isDelayed(events: readonly HappenedAt[]): boolean {
  const delivered = new Set(events.flatMap((one) => (one.type === "Delivery" ? one.recipient : [])));
  return events.some((one) => one.type === "DeliveryDelay" && !delivered.has(one.recipient));
}
