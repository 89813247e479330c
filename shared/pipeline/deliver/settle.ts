import type { Delivery } from "../../domain/delivery.ts";
import type { DeliverServices, Outcome, SettledState } from "../../ports.ts";

/** What became of one wake-up. `waiting`: not due, not first, or not there to claim; it is woken again when it is. */
export type DeliverResult = SettledState | "retry" | "sending" | "waiting";

/** Ends a delivery, now. */
export async function settle(
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
