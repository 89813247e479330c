/**
 * Reading what Notion sends. New fields, types and nulls arrive on every API version without notice
 * (developers.notion.com/reference/versioning), so a missing or odd value is an empty one, never a throw.
 */
export type Json = Record<string, unknown>;

const nothing: Json = Object.freeze({});

export function record(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : nothing;
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

export function numberOrNull(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
