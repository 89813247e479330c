import type { Property } from "../../entities.ts";
import type { Change } from "../../store/store.ts";

/** The properties of a data source that a write removed, or put others in the place of. */
export function outdatedBy({ before, after }: Change): { sourceId: string; properties: Set<Property> } {
  if (before?.kind !== "data_source" || after?.kind !== "data_source") {
    return { sourceId: "", properties: new Set() };
  }
  const kept = new Set(after.properties);
  return { sourceId: after.id, properties: new Set(before.properties.filter((one) => !kept.has(one))) };
}

/** Whether a write gave a property another type, and so the rows values of another type. */
export function retypes(change: Change): boolean {
  const { after } = change;
  const types = new Map(
    after?.kind === "data_source" ? after.properties.map(({ id, type }) => [id, type]) : [],
  );
  return [...outdatedBy(change).properties].some(({ id, type }) => (types.get(id) ?? type) !== type);
}
