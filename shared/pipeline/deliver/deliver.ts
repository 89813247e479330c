import type { Delivery } from "../../domain/delivery.ts";
import { digestMoment, isDigest, mostDigestRecipients } from "../../domain/digest.ts";
import type { RuleHead } from "../../domain/rule.ts";
import type { Schedule } from "../../domain/time/schedule.ts";
import type { DeliverServices } from "../../ports.ts";
import { act, claimMs } from "./act.ts";
import { later } from "./later.ts";
import { leaveOutSuppressed } from "./leave-out-suppressed.ts";
import { notNow } from "./not-now.ts";
import { unknownOutcome } from "./outcomes.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { putBack } from "./put-back.ts";
import { type DeliverResult, settle } from "./settle.ts";
import { settleAbandoned } from "./settle-abandoned.ts";

/** How long a delivery waits for an older one of its row and rule that itself waits at the brake. */
const heldWaitMs = 60_000;

/**
 * Takes one delivery as far as it can go now: render, claim, run its action, settle or put back.
 * @param onPassedOn is told the keys of those that it was passed on as, which are due; they are also found by the next poll.
 */
export async function deliver(
  services: DeliverServices,
  key: string,
  onPassedOn: (keys: readonly string[]) => void = () => {},
): Promise<DeliverResult> {
  const delivery = await services.outbox.load(key);
  const now = services.clock.now();
  if (!delivery?.dueAt || delivery.dueAt > now.toISOString()) return "waiting";
  if (delivery.state === "sending") return settleAbandoned(services, delivery, now);
  if (delivery.state !== "pending") return "waiting";
  if (delivery.refusal !== undefined)
    return settle(services, delivery, "failed", { error: delivery.refusal });
  const head = await services.rules.head(delivery.connectionId, delivery.ruleId);
  // One that may have gone out is neither cancelled nor dry: who wonders must find it, and so must the send event.
  if (delivery.possibleDuplicate && head?.state !== "Live" && !delivery.test)
    return settle(services, delivery, "uncertain", { error: unknownOutcome });
  if (!head || (head.state === "Off" && !delivery.test)) {
    const error = "The rule was turned off or removed before this was sent.";
    return settle(services, delivery, "cancelled", { error });
  }
  // A later state must not overtake an earlier one that is still on its way.
  const earlier = await services.outbox.earlier(delivery);
  if (earlier) return waitFor(services, delivery, earlier.dueAt ?? later(now, heldWaitMs));
  // From here on a digest is what it is: what comes now goes into the next one.
  const closed =
    isDigest(delivery) && delivery.claim === 0 ? await services.outbox.close(delivery) : delivery;
  return closed ? deliverClosed(services, closed, head, now, onPassedOn) : "waiting";
}

async function deliverClosed(
  services: DeliverServices,
  delivery: Delivery,
  head: RuleHead,
  now: Date,
  onPassedOn: (keys: readonly string[]) => void,
): Promise<DeliverResult> {
  const prepared = await prepare(services, delivery);
  if ("refusal" in prepared) return settle(services, delivery, "failed", { error: prepared.refusal });
  if ("trouble" in prepared) {
    const tried = await services.outbox.claim(delivery, now.toISOString(), later(now, claimMs));
    return tried ? putBack(services, tried, prepared.runner, prepared.trouble) : "waiting";
  }
  const { result } = prepared;
  // Somebody who sets a rule to Dry run wants nothing more sent, also of what was owed already.
  const isDry = delivery.dryRun || head.state !== "Live";
  if (isDry && !delivery.test) return settle(services, delivery, "dry run", { result });
  const { recipients, options } = prepared;
  if (options.digest && prepared.runner.digest && !isDigest(delivery))
    return gather(services, delivery, prepared, options.digest);
  const recipient = recipients.length > 1 ? undefined : (delivery.recipient ?? recipients[0]);
  const wait = await notNow(services, options, delivery, recipient, now.getTime());
  if (wait !== undefined && prepared.runner.each) return waitFor(services, delivery, wait);
  if (prepared.recipients.length > 1) {
    const keys = await services.outbox.passOn(delivery, prepared.recipients, now.toISOString());
    onPassedOn(keys ?? []);
    return keys ? "passed on" : "waiting";
  }
  // Before the claim, which ends a minute after `now`: a "no" that is stored meanwhile is heeded from then on.
  const { message, leftOut } = await leaveOutSuppressed(
    services,
    delivery,
    prepared.runner,
    prepared.message,
  );
  if (message === undefined) return settleSuppressed(services, delivery, prepared, leftOut);
  const claimed = await services.outbox.claim(delivery, now.toISOString(), later(now, claimMs));
  if (!claimed) return "waiting";
  return act(services, claimed, {
    ...prepared,
    message,
    result: leftOut.length ? { ...result, leftOut } : result,
  });
}

/** Its mail is a part of a later one. */
async function gather(
  services: DeliverServices,
  delivery: Delivery,
  { recipients, options }: Prepared,
  digest: Schedule,
): Promise<DeliverResult> {
  const people = delivery.recipient === undefined ? recipients : [delivery.recipient];
  if (people.length > mostDigestRecipients)
    return settle(services, delivery, "failed", {
      error: `To holds ${people.length} addresses for this row; a digest can go to ${mostDigestRecipients}`,
    });
  const at = services.clock.now().toISOString();
  const momentAfter = (after: string) => digestMoment(digest, options.timeZone, after, at);
  return (await services.outbox.gather(delivery, people, momentAfter, at)) ? "passed on" : "waiting";
}

async function settleSuppressed(
  services: DeliverServices,
  delivery: Delivery,
  { result }: Prepared,
  leftOut: readonly string[],
): Promise<DeliverResult> {
  const why = leftOut.join("; ");
  // The send before this one may have gone out.
  if (delivery.possibleDuplicate)
    return settle(services, delivery, "uncertain", { error: `${unknownOutcome} Besides, ${why}.` });
  return settle(services, delivery, "suppressed", { result, error: why });
}

async function waitFor(services: DeliverServices, delivery: Delivery, dueAt: string): Promise<"waiting"> {
  if (dueAt > (delivery.dueAt ?? "")) await services.outbox.defer(delivery, dueAt);
  return "waiting";
}
