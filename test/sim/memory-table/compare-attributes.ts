import type { Attribute } from "../../../shared/stores/table.ts";

/** Negative, zero or positive; undefined for what cannot be compared: one is missing, or their types differ. */
export function compareAttributes(a: Attribute | undefined, b: Attribute | undefined): number | undefined {
  if (typeof a === "string") return typeof b === "string" ? (a === b ? 0 : a < b ? -1 : 1) : undefined;
  if (typeof a === "number") return typeof b === "number" ? a - b : undefined;
  return a instanceof Uint8Array && b instanceof Uint8Array ? Buffer.compare(a, b) : undefined;
}
