import { mostAttempts } from "../../domain/backoff.ts";
import type { Delivery } from "../../domain/delivery.ts";
import { TransientError } from "../../domain/errors.ts";
import { runners } from "../../generated/registry.ts";
import type { DeliverServices } from "../../ports.ts";
import { claimMs } from "./act.ts";
import { repeatedOutcome, unknownOutcome } from "./outcomes.ts";
import { tryAgain } from "./put-back.ts";
import { type DeliverResult, settle } from "./settle.ts";

/**
 * How long the provider's own word is waited for before a send without an answer is given up as unknown: SES publishes its
 * send event within seconds, and promises it only as best effort.
 */
const eventMs = 5 * 60_000;

/**
 * Its claim has ended and nobody settled it: whether its send went through is not known. The provider may still tell; then
 * the rule decides which side the doubt takes.
 */
export async function settleAbandoned(
  services: DeliverServices,
  delivery: Delivery,
  now: Date,
): Promise<DeliverResult> {
  if (await isRepeatable(services, delivery)) return repeatAbandoned(services, delivery, now);
  const givenUpAt = Date.parse(delivery.claimedUntil ?? "") - claimMs + eventMs;
  if (now.getTime() < givenUpAt) return "sending";
  if (delivery.policy === "never twice")
    return settle(services, delivery, "uncertain", { error: unknownOutcome });
  if (delivery.attempts >= mostAttempts)
    return settle(services, delivery, "uncertain", {
      error: `${unknownOutcome} (begun ${delivery.attempts} times)`,
    });
  await services.outbox.repeat(delivery, now.toISOString());
  return "retry";
}

async function isRepeatable({ rules }: DeliverServices, delivery: Delivery): Promise<boolean> {
  // Whatever its rule does, a test is a mail.
  if (delivery.test) return false;
  const rule = await rules.load(delivery.ruleId, delivery.ruleVersion);
  // Of an action that this version does not know nothing is promised.
  return runners.some(({ type, isRepeatable }) => isRepeatable && type === rule?.action.type);
}

/** Doing it again has the effect of doing it once, so nobody has to tell whether it was done. */
async function repeatAbandoned(
  services: DeliverServices,
  delivery: Delivery,
  now: Date,
): Promise<DeliverResult> {
  if (now.toISOString() < (delivery.claimedUntil ?? "")) return "sending";
  return tryAgain(services, delivery, new TransientError(repeatedOutcome));
}
