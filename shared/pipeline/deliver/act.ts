import type { Delivery } from "../../domain/delivery.ts";
import type { DeliverServices } from "../../ports.ts";
import type { Prepared } from "./prepare.ts";
import { putBack } from "./put-back.ts";
import { type DeliverResult, settle } from "./settle.ts";
import { rowWriter } from "./write-row.ts";

/**
 * How long a claim stands. Longer than a send can take (the mailer gives up after seconds), so that nobody begins again
 * while a send may still succeed.
 */
export const claimMs = 60_000;

/** Runs the action of a claimed delivery, and settles it or puts it back. */
export async function act(
  services: DeliverServices,
  delivery: Delivery,
  { runner, message, result }: Prepared,
): Promise<DeliverResult> {
  if (!hasTimeToSend(services, delivery)) return putOff(services, delivery);
  let reference: string;
  try {
    reference = await runner.run(message, delivery.key, {
      mailer: services.mailer,
      writeRow: rowWriter(services, delivery),
    });
  } catch (error) {
    return putBack(services, delivery, runner, error);
  }
  return settle(services, delivery, "done", { result: { ...result, reference } });
}

/** A send ends within 13 seconds (the client's limits), and everything about it must end within its claim. */
const longestSendMs = 20_000;

function hasTimeToSend({ clock }: DeliverServices, { claimedUntil }: Delivery): boolean {
  return clock.now().getTime() + longestSendMs < Date.parse(claimedUntil ?? "");
}

/** Frozen since the claim: a send begun now could end when the claim has ended. Nothing was tried, and it does not count. */
async function putOff(services: DeliverServices, delivery: Delivery): Promise<DeliverResult> {
  const now = services.clock.now().toISOString();
  const error = "Rowbell was interrupted before it could send this";
  const untried = { ...delivery, attempts: delivery.attempts - 1 };
  return (await services.outbox.retry(untried, now, now, error)) ? "retry" : "waiting";
}
