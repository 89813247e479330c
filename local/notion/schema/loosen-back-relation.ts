import type { Call } from "../call.ts";
import type { Property } from "../entities.ts";
import { findProperty } from "../properties/find-property.ts";
import { oneWay } from "./one-way.ts";

/** When one end of a two-way relation goes, the other stays, with its values, as a one-way relation. */
export function loosenBackRelation({ workspace: { store } }: Call, property: Property): void {
  const { config } = property;
  if (config.type !== "dual_property") return;
  const target = store.get(String(config.data_source_id));
  if (target?.kind !== "data_source") return;
  const other = findProperty(
    target.properties,
    (config.dual_property as { synced_property_id: string }).synced_property_id,
  );
  if (!other || other.id === property.id) return;
  store.put({
    ...target,
    properties: target.properties.map((one) => (one === other ? oneWay(other) : one)),
  });
}
