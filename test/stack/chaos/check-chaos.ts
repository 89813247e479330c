import type { ChaosOutcome } from "./run-chaos.ts";

/**
 * What must be true whatever happened: each order has its one delivery and at most one mail; who is told it is done has one;
 * and what is not done is only what a process died with in its hands, between its claim and the provider's word.
 */
export function checkChaos({ shipped, deliveries, mails }: ChaosOutcome): string[] {
  const violations: string[] = [];
  for (const row of shipped) {
    const own = deliveries.filter(({ rowId }) => rowId === row);
    const keys = new Set(own.map(({ key }) => key));
    const sent = mails.filter(({ headers }) => keys.has(headers["x-rowbell-delivery"] ?? "")).length;
    const states = own.map(({ state }) => state).join(", ");
    if (own.length !== 1) violations.push(`${row} has ${own.length} deliveries (${states}), not one`);
    if (sent > 1) violations.push(`${row} was mailed ${sent} times`);
    if (states === "done" && sent !== 1) violations.push(`${row} is done and was mailed ${sent} times`);
    if (!["done", "sending", "uncertain"].includes(states)) violations.push(`${row} is left ${states}`);
  }
  return violations;
}
