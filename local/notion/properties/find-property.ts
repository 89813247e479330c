import type { Property } from "../entities.ts";

/** By id, raw or percent-encoded, or by name: Notion takes any of them wherever a property is named. */
export function findProperty(properties: Property[], key: unknown): Property | undefined {
  return (
    properties.find(({ id }) => id === key || encoded(id) === key) ??
    properties.find(({ name }) => name === key)
  );
}

const known = new Map<string, string>();

/** Every cell of every formula asks for it. */
function encoded(id: string): string {
  const text = known.get(id) ?? encodeURIComponent(id);
  known.set(id, text);
  return text;
}
