import type { Delivery } from "./delivery.ts";

/** Why nobody can send or discard a delivery now, as a sentence without its full stop. */
export function whyNot({ state, lastError }: Delivery, wanted: "sent" | "discarded"): string {
  switch (state) {
    case "done":
      return "it was already sent";
    case "dry run":
      return `it was a dry run, so nothing waits to be ${wanted}; make its rule Live for the next change`;
    case "suppressed":
      return `nobody was to be mailed: ${lastError ?? ""}; npm run mail lifts that`;
    case "cancelled":
      return `it was cancelled${lastError ? `: ${lastError}` : ""}`;
    case "sending":
      return "it is being sent just now, or its answer is still waited for; look again in five minutes";
    case "pending":
      return wanted === "sent"
        ? "it is on its way already"
        : "it is on its way; turn its rule off to stop it";
    default:
      return "somebody else decided about it at the same moment; look again";
  }
}
