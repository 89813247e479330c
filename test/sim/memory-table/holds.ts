import type { Condition, Item, Query } from "../../../shared/stores/table.ts";
import { compareAttributes } from "./compare-attributes.ts";

/** Does a condition hold of an item, or of none? */
export function holds(condition: Condition | undefined, item: Item | undefined): boolean {
  if (condition === undefined) return true;
  return own(condition, item) || (condition.or !== undefined && holds(condition.or, item));
}

/** Has an item one of the wanted values in each of these attributes? */
export function isOneOf(where: NonNullable<Query["where"]>, item: Item | undefined): boolean {
  for (const name in where) {
    const value = item?.[name];
    if (typeof value !== "string" || !where[name]?.includes(value)) return false;
  }
  return true;
}

function own({ absent, equals, oneOf, atMost }: Condition, item: Item | undefined): boolean {
  if (absent && item !== undefined) return false;
  for (const name in equals) if (compareAttributes(item?.[name], equals[name]) !== 0) return false;
  for (const name in atMost) {
    const compared = compareAttributes(item?.[name], atMost[name]);
    if (compared === undefined || compared > 0) return false;
  }
  return oneOf === undefined || isOneOf(oneOf, item);
}
