import type { Runner } from "../../define.ts";
import type { Delivery } from "../../domain/delivery.ts";
import { canonicalAddress, describeSuppression } from "../../domain/suppression.ts";
import type { DeliverServices } from "../../ports.ts";

/** The message for those who may get it, absent where nobody may; and why each of the others does not. */
export type Audience = { message: unknown; leftOut: string[] };

/** Asks for exactly the addresses that the action is going to hand to the provider. One consistent read. */
export async function leaveOutSuppressed(
  { suppressions }: Pick<DeliverServices, "suppressions">,
  { connectionId, ruleId }: Delivery,
  { audience }: Runner,
  message: unknown,
): Promise<Audience> {
  const addresses = audience?.of(message) ?? [];
  if (!audience || addresses.length === 0) return { message, leftOut: [] };
  const standing = await suppressions.against(connectionId, ruleId, addresses);
  if (standing.length === 0) return { message, leftOut: [] };
  const refused = new Set(standing.map(({ address }) => address));
  const without = addresses.filter((address) => refused.has(canonicalAddress(address) ?? address));
  return { message: audience.without(message, without), leftOut: standing.map(describeSuppression) };
}
