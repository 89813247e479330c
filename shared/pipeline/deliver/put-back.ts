import type { Runner } from "../../define.ts";
import { backoffMs, mostAttempts } from "../../domain/backoff.ts";
import type { Delivery } from "../../domain/delivery.ts";
import { BudgetError, PermanentError, StoppedError, TransientError } from "../../domain/errors.ts";
import type { DeliverServices } from "../../ports.ts";
import { later } from "./later.ts";
import { repeatedOutcome } from "./outcomes.ts";
import { type DeliverResult, settle } from "./settle.ts";

/** What a failure means for a claimed delivery: it failed for good, is tried again, waits, or nobody knows yet. */
export async function putBack(
  services: DeliverServices,
  delivery: Delivery,
  runner: Runner,
  error: unknown,
): Promise<DeliverResult> {
  if (error instanceof PermanentError) return settle(services, delivery, "failed", { error: error.message });
  if (error instanceof BudgetError) return waitForBudget(services, delivery, error);
  if (error instanceof StoppedError) return waitForStart(services, delivery, error);
  if (error instanceof TransientError) return tryAgain(services, delivery, error);
  services.log.error("send-outcome-unknown", { key: delivery.key, reason: nameOf(error) });
  if (runner.isRepeatable) return tryAgain(services, delivery, new TransientError(repeatedOutcome));
  // It stays claimed, and becomes "uncertain" when the claim ends.
  return "sending";
}

/** Nothing was tried: it does not count, however long the budget is short. */
async function waitForBudget(
  services: DeliverServices,
  delivery: Delivery,
  { again, message }: BudgetError,
): Promise<DeliverResult> {
  const now = services.clock.now().toISOString();
  await services.outbox.retry({ ...delivery, attempts: delivery.attempts - 1 }, now, again, message);
  return "retry";
}

/** How soon mail goes out again after it was started. */
const stoppedMs = 5 * 60_000;

async function waitForStart(
  services: DeliverServices,
  delivery: Delivery,
  { message }: StoppedError,
): Promise<DeliverResult> {
  const now = services.clock.now();
  const untried = { ...delivery, attempts: delivery.attempts - 1 };
  await services.outbox.retry(untried, now.toISOString(), later(now, stoppedMs), message);
  return "retry";
}

/** Later, a little longer each time, until it was tried often enough. */
export async function tryAgain(
  services: DeliverServices,
  delivery: Delivery,
  error: TransientError,
): Promise<DeliverResult> {
  if (delivery.attempts >= mostAttempts) {
    return settle(services, delivery, "failed", {
      error: `${error.message} (tried ${delivery.attempts} times)`,
    });
  }
  const wait = Math.max(backoffMs(delivery.attempts), error.retryAfterMs ?? 0);
  const now = services.clock.now();
  await services.outbox.retry(delivery, now.toISOString(), later(now, wait), error.message);
  return "retry";
}

/** The message of an unknown error may quote what was sent, so only its kind is logged. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
