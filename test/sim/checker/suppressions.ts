import { isNews, isTrouble } from "../../../shared/domain/mail-event.ts";
import { canonicalAddress } from "../../../shared/domain/suppression.ts";
import type { Interval } from "../suppressed.ts";
import type { Evidence } from "./evidence.ts";
import { iso } from "./observation.ts";

/**
 * How long after a "no" was stored a mail may still begin: it is asked for within a delivery's minute, and what the provider
 * takes after its answer was given up comes up to 40 seconds later.
 */
const underWayMs = 120_000;

/** A delivery's own clock may be minutes off. */
const wrongClockMs = 20 * 60_000;

/** Whoever said no gets no mail that was not under way already, as long as it stands; and nobody else is left out. */
export function whoSaidNoIsHeeded({ universe, deliveries, found }: Evidence): void {
  const { intervals } = universe.ledger.suppressed;
  const about = (ruleId: string, address: string) => (interval: Interval) =>
    interval.address === canonicalAddress(address) &&
    (interval.ruleId === undefined || interval.ruleId === ruleId);
  for (const { key, at, mail } of universe.mail.sent) {
    const [ruleId = ""] = key.split(":");
    for (const address of mail.to) {
      const against = intervals
        .filter(about(ruleId, address))
        .find(({ from, until = Number.POSITIVE_INFINITY }) => at > from + underWayMs && at < until);
      if (!against) continue;
      const what = `${key} went out at ${iso(at)}, the "no" stood since ${iso(against.from)}`;
      found.push({ invariant: "who said no is not mailed", what });
    }
  }
  for (const { key, state, ruleId, settledAt = "", result } of deliveries.values()) {
    if (state !== "suppressed") continue;
    const at = Date.parse(settledAt);
    const stood = intervals
      .filter(about(ruleId, result?.preview?.to ?? ""))
      .some(
        ({ from, until = Number.POSITIVE_INFINITY }) =>
          from <= at + wrongClockMs && until >= at - wrongClockMs,
      );
    if (stood) continue;
    const what = `${key} was not sent at ${settledAt}, and nobody had said no`;
    found.push({ invariant: "who said nothing is mailed", what });
  }
}

/** What the provider told of a mail stands with its delivery, whatever came before it, after it and again; as a fact, once. */
export function newsOfMailsIsKept({ universe, deliveries, stats, found }: Evidence): void {
  for (const { key, mark } of universe.mail.heard) {
    const delivery = deliveries.get(key);
    if (!delivery || !isNews(mark, delivery.mail)) continue;
    found.push({ invariant: "news of mails is kept", what: `${key} ${mark.state}: ${delivery.mail?.state}` });
  }
  const troubles = new Map<string, number>();
  for (const { ruleId, mail } of deliveries.values())
    if (mail && isTrouble(mail)) troubles.set(ruleId, (troubles.get(ruleId) ?? 0) + 1);
  for (const [ruleId, count] of troubles) {
    const { bounced = 0, complained = 0, lastTrouble } = stats.get(ruleId) ?? {};
    // One mail may bounce for now, and then for good.
    if (bounced + complained >= count && lastTrouble) continue;
    found.push({
      invariant: "authors hear of trouble",
      what: `${ruleId}: ${bounced}+${complained} of ${count}`,
    });
  }
}
