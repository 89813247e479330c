import type { Json } from "./entities.ts";
import { failed } from "./problem.ts";

/** Checks of what came in a request. Each throws Notion's validation error, naming the place that is wrong. */

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function expectObject(value: unknown, where: string): Json {
  if (!isObject(value)) throw failed(where, value === undefined ? "defined" : "an object", value);
  return value;
}

/** Nothing beside the keys that are known. */
export function expectKeys(value: Json, known: readonly string[], where: string): void {
  const other = Object.keys(value).find((key) => !known.includes(key));
  if (other !== undefined) throw failed(`${where}.${other}`, "not present", value[other]);
}

/** At most 100 elements: Notion's limit for any array of a request. */
export function expectArray(value: unknown, where: string): unknown[] {
  if (!Array.isArray(value)) throw failed(where, value === undefined ? "defined" : "an array", value);
  if (value.length > 100) throw failed(`${where}.length`, "≤ `100`", value.length);
  return value;
}

export function expectString(value: unknown, where: string, limit = 2000): string {
  if (typeof value !== "string") throw failed(where, value === undefined ? "defined" : "a string", value);
  if (value.length > limit) throw failed(`${where}.length`, `≤ \`${limit}\``, value.length);
  return value;
}

/** A string that is not empty. */
export function expectName(value: unknown, where: string, limit?: number): string {
  const name = expectString(value, where, limit);
  if (name === "") throw failed(`${where}.length`, "≥ `1`", 0);
  return name;
}

export function expectNumber(value: unknown, where: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw failed(where, "a number", value);
  return value;
}

export function expectBoolean(value: unknown, where: string): boolean {
  if (typeof value !== "boolean") throw failed(where, "a boolean", value);
  return value;
}

export function expectOneOf<T extends string>(value: unknown, allowed: readonly T[], where: string): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw failed(where, allowed.map((one) => `\`"${one}"\``).join(" or "), value);
  return found;
}

const UUID = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i;

/** Any case, with or without dashes, comes back as Notion writes it: lower case, dashed. */
export function expectUuid(value: unknown, where: string): string {
  const parts = typeof value === "string" ? UUID.exec(value) : null;
  if (!parts) throw failed(where, "a valid uuid", value);
  return parts.slice(1).join("-").toLowerCase();
}
