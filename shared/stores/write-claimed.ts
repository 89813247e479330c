import type { Delivery } from "../domain/delivery.ts";
import { deliveryPlace } from "./keys.ts";
import type { Condition, Item, Table, Update } from "./table.ts";

/**
 * Writes to a delivery on the strength of the claim it was read with. What is set must not depend on the old value.
 *
 * The AWS client sends a write again when its answer was lost. A claim that refused its own repetition would leave a
 * delivery claimed by nobody, so each write leaves its name, and who finds its own name there has written already.
 * @returns writes and answers the item after it, or undefined when it was refused.
 */
export function claimedWriter(table: Table, newId: () => string) {
  return (delivery: Delivery, change: Update, condition: Condition): Promise<Item | undefined> => {
    const lastWrite = newId();
    return table.write({
      update: deliveryPlace(delivery.key),
      change: { ...change, set: { ...change.set, lastWrite } },
      if: {
        ...condition,
        equals: { ...condition.equals, claim: delivery.claim },
        or: { equals: { lastWrite } },
      },
    });
  };
}
