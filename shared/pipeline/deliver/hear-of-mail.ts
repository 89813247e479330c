import type { Delivery } from "../../domain/delivery.ts";
import {
  describeTrouble,
  isNews,
  isTrouble,
  type MailEvent,
  type MailMark,
} from "../../domain/mail-event.ts";
import { canonicalAddress } from "../../domain/suppression.ts";
import type { MailEventsServices } from "../../ports.ts";

/**
 * What became of an event. `late`: there is no such delivery, something else had become of it, or it says nothing new.
 */
export type HeardResult = "confirmed" | "marked" | "late" | "ignored";

/**
 * Takes what the provider says of a mail: settles its delivery, in whatever doubt that was; remembers what became of the mail;
 * suppresses an address that does not exist or whose owner complained; and tells the rule's author.
 * @throws the table's errors: then the event is to be given again.
 */
export async function hearOfMail(services: MailEventsServices, event: unknown): Promise<HeardResult> {
  const { log } = services;
  const told = services.readEvent(event);
  if ("ignored" in told) {
    log.info("mail-event", { outcome: "ignored", reason: told.ignored });
    return "ignored";
  }
  const outcome = await take(services, told);
  log.info("mail-event", { key: told.key, outcome, ...(told.news ? { mail: told.news.state } : {}) });
  return outcome;
}

async function take(services: MailEventsServices, told: MailEvent): Promise<HeardResult> {
  const { outbox } = services;
  const { key, at, reference, news } = told;
  // Whatever became of it, it was taken: also where the event of that was lost.
  const isConfirmed = await outbox.confirmSent(key, at, reference);
  if (!news) return isConfirmed ? "confirmed" : "late";
  const delivery = await outbox.load(key);
  const { addresses, ...said } = news;
  const gone = said.isForGood ? addresses.flatMap((written) => canonicalAddress(written) ?? []) : [];
  const mark: MailMark = gone.length > 0 ? { ...said, gone } : said;
  if (!delivery || !isNews(mark, delivery.mail)) return "late";
  // First: an event that is given again, because its process died here, finds that it is news still.
  await suppress(services, delivery, mark);
  const trouble = isTrouble(mark) ? describeTrouble(mark, addresses.join(", ")) : undefined;
  return (await outbox.markMail(key, mark, trouble)) ? "marked" : "late";
}

async function suppress(
  { suppressions }: MailEventsServices,
  { connectionId, ruleName, mail }: Delivery,
  { state, at, reason, gone = [] }: MailMark,
): Promise<void> {
  if (state !== "bounced" && state !== "complained") return;
  for (const address of gone) {
    // Heard of before, and perhaps lifted since.
    if (mail?.gone?.includes(address)) continue;
    const detail = state === "bounced" && reason ? { detail: `it ${reason}` } : {};
    await suppressions.add(connectionId, { address, reason: state, at, ruleName, ...detail });
  }
}
