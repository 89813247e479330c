import type { Property } from "../entities.ts";

/** By id, raw or percent-encoded, or by name: Notion takes any of them wherever a property is named. */
export function findProperty(properties: Property[], key: unknown): Property | undefined {
  return (
    properties.find(({ id }) => id === key || encodeURIComponent(id) === key) ??
    properties.find(({ name }) => name === key)
  );
}
