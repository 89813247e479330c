import type { MailEventsServices } from "../../ports.ts";

/** What became of an event. `late`: there is no such delivery, or something else had become of it already. */
export type ConfirmResult = "confirmed" | "late" | "ignored";

/**
 * Settles the delivery whose mail the provider says it has taken, in whatever doubt it was.
 * @throws the table's errors: then the event is to be given again.
 */
export async function confirmSent(services: MailEventsServices, event: unknown): Promise<ConfirmResult> {
  const { log, outbox } = services;
  const notice = services.readEvent(event);
  if ("ignored" in notice) {
    log.info("mail-event", { outcome: "ignored", reason: notice.ignored });
    return "ignored";
  }
  const { key, at, reference } = notice;
  const outcome = (await outbox.confirmSent(key, at, reference)) ? "confirmed" : "late";
  log.info("mail-event", { key, outcome });
  return outcome;
}
