import type { Action } from "../define.ts";
import { backoffMs, mostAttempts } from "../domain/backoff.ts";
import { type Delivery, parseDeliveryKey } from "../domain/delivery.ts";
import { PermanentError, TransientError } from "../domain/errors.ts";
import type { Rule } from "../domain/rule.ts";
import type { DeliverServices, Outcome, SettledState } from "../ports.ts";
import { actionFor } from "../registry.ts";

/** What became of one wake-up. `waiting`: not due, not first, or not there to claim; it is woken again when it is. */
export type DeliverResult = SettledState | "retry" | "sending" | "waiting";

/**
 * How long a claim stands. Longer than a send can take (the mailer gives up after seconds), so that nobody begins again
 * while a send may still succeed.
 */
const claimMs = 60_000;

/** The answer for a send whose outcome was never learned: the process died or the connection broke after it began. */
const unknownOutcome =
  "The send was begun and its answer was lost, so the message may or may not have gone out. It is not sent again by itself.";

/** Takes one delivery as far as it can go now: claim, run its action, settle or put back. */
export async function deliver(services: DeliverServices, key: string): Promise<DeliverResult> {
  const delivery = await services.outbox.load(key);
  const now = services.clock.now();
  if (!delivery?.dueAt || delivery.dueAt > now.toISOString()) return "waiting";
  if (delivery.state === "sending") return settleAbandoned(services, delivery);
  if (delivery.state !== "pending") return "waiting";
  if (delivery.refusal !== undefined)
    return settle(services, delivery, "failed", { error: delivery.refusal });
  if (!(await isWanted(services, delivery))) {
    return settle(services, delivery, "cancelled", {
      error: "The rule was turned off or removed before this was sent.",
    });
  }
  // A later state must not overtake an earlier one that is still on its way.
  if (await services.outbox.hasEarlier(delivery)) return "waiting";
  const claimed = await services.outbox.claim(delivery, now.toISOString(), later(now, claimMs));
  return claimed ? act(services, claimed) : "waiting";
}

/** Its claim has ended and nobody settled it. A dry run sends nothing, so it may simply run again. */
async function settleAbandoned(services: DeliverServices, delivery: Delivery): Promise<DeliverResult> {
  if (!delivery.dryRun) return settle(services, delivery, "uncertain", { error: unknownOutcome });
  await services.outbox.retry(delivery, services.clock.now().toISOString(), "the run before was cut off");
  return "retry";
}

async function isWanted({ rules }: DeliverServices, { connectionId, ruleId }: Delivery): Promise<boolean> {
  const head = await rules.head(connectionId, ruleId);
  return head !== undefined && head.state !== "Off";
}

async function act(services: DeliverServices, delivery: Delivery): Promise<DeliverResult> {
  let action: Action;
  let message: unknown;
  let result: NonNullable<Delivery["result"]>;
  try {
    const rule = await loadRule(services, delivery);
    action = actionFor(rule.action.type);
    message = action.render(rule.action.input, {
      values: delivery.values,
      row: { url: delivery.rowUrl },
      rule: { name: rule.name },
    });
    result = { preview: action.preview(message) };
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    return settle(services, delivery, "failed", { error: error.message });
  }
  if (delivery.dryRun) return settle(services, delivery, "dry run", { result });
  try {
    const reference = await action.run(message, delivery.key, services);
    return await settle(services, delivery, "done", { result: { ...result, reference } });
  } catch (error) {
    return putBack(services, delivery, error);
  }
}

async function loadRule(services: DeliverServices, delivery: Delivery): Promise<Rule> {
  const rule = await services.rules.load(delivery.ruleId, delivery.ruleVersion);
  if (rule) return rule;
  const { ruleId } = parseDeliveryKey(delivery.key);
  throw new PermanentError(`version ${delivery.ruleVersion} of rule ${ruleId} is not in the table any more`);
}

async function putBack(
  services: DeliverServices,
  delivery: Delivery,
  error: unknown,
): Promise<DeliverResult> {
  if (error instanceof PermanentError) return settle(services, delivery, "failed", { error: error.message });
  if (!(error instanceof TransientError)) {
    // Unknown: it stays claimed, and becomes "uncertain" when the claim ends.
    services.log.error("send-outcome-unknown", { key: delivery.key, reason: nameOf(error) });
    return "sending";
  }
  if (delivery.attempts >= mostAttempts) {
    return settle(services, delivery, "failed", {
      error: `${error.message} (tried ${delivery.attempts} times)`,
    });
  }
  const wait = Math.max(backoffMs(delivery.attempts), error.retryAfterMs ?? 0);
  await services.outbox.retry(delivery, later(services.clock.now(), wait), error.message);
  return "retry";
}

async function settle(
  services: DeliverServices,
  delivery: Delivery,
  state: SettledState,
  outcome: Omit<Outcome, "at">,
): Promise<DeliverResult> {
  const settled = await services.outbox.settle(delivery, state, {
    at: services.clock.now().toISOString(),
    ...outcome,
  });
  return settled ? state : "waiting";
}

/** The message of an unknown error may quote what was sent, so only its kind is logged. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function later(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}
