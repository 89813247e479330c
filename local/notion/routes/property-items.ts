import { type Call, find, type Route } from "../call.ts";
import type { Json, Page, Property } from "../entities.ts";
import { listOf, slice } from "../list.ts";
import { invalid } from "../problem.ts";
import { findProperty } from "../properties/find-property.ts";
import type { PropertyValue } from "../properties/property-type.ts";
import { valueReader } from "../properties/registry.ts";
import { propertiesOf } from "../values.ts";

const LISTS = ["title", "rich_text", "people", "relation"];
const UNSUPPORTED = ["median", "unique", "show_unique"];

/** The one place that shows a long value whole: its items, a page at a time. */
export const propertyItemRoutes: Route[] = [
  {
    method: "GET",
    path: "/v1/pages/:page_id/properties/:property_id",
    answer: retrieveProperty,
    needs: "read_content",
  },
];

function retrieveProperty(call: Call): Json {
  const page = find(call, "page", call.params.page_id, "path.page_id");
  const properties = propertiesOf(call, page);
  const property = findProperty(properties, call.params.property_id);
  if (!property) throw invalid(`Could not find property with name or id: ${call.params.property_id}`);
  const value = valueReader(call)(property, page, properties);
  const id = encodeURIComponent(property.id);
  if (value.type === "rollup") return rollupOf(call, page, { ...property, id }, value.rollup as Json);
  const items = itemsOf(value, id);
  const { type } = value;
  return LISTS.includes(type) ? pageOf(call, items, () => ({ id, type, [type]: {} })) : { ...items[0] };
}

/** One element an item, where a page has a list of them. */
function itemsOf(value: PropertyValue, id: string): Json[] {
  const { type } = value;
  const inner = LISTS.includes(type) ? (value[type] as unknown[]) : [value[type]];
  return inner.map((one) => ({ object: "property_item", type, id, [type]: one }));
}

/**
 * "Show original" lists the items of the column it looks at, its own array stays empty. Any other lists the relation's
 * items, and counts as incomplete until the last page of them has come (guide "Read every item in a page property").
 */
function rollupOf(call: Call, page: Page, property: Property, value: Json): Json {
  const { id, config } = property;
  const common = { id, type: "rollup" };
  // Not here, says the reference; what comes instead it does not say.
  if (UNSUPPORTED.includes(String(config.function))) {
    const rollup = { type: "unsupported", unsupported: {}, function: value.function };
    return pageOf(call, [], () => ({ ...common, rollup }));
  }
  const idOf = (raw: unknown) => encodeURIComponent(String(raw));
  if (Array.isArray(value.array)) {
    const items = value.array.flatMap((one: PropertyValue) => itemsOf(one, idOf(config.rollup_property_id)));
    return pageOf(call, items, () => ({ ...common, rollup: { ...value, array: [] } }));
  }
  const properties = propertiesOf(call, page);
  const relation = findProperty(properties, config.relation_property_id);
  const related = relation ? itemsOf(valueReader(call)(relation, page, properties), idOf(relation.id)) : [];
  const incomplete = { type: "incomplete", incomplete: {}, function: value.function };
  return pageOf(call, related, (hasMore) => ({ ...common, rollup: hasMore ? incomplete : value }));
}

function pageOf(call: Call, items: Json[], property: (hasMore: boolean) => Json): Json {
  const numbered = items.map((item, index) => ({ item, key: `item-${index}` }));
  const { items: shown, next } = slice(call, "query", numbered, ({ key }) => key);
  const size = call.query.get("page_size") ?? "100";
  const { params, workspace } = call;
  const path = `${workspace.origin}/v1/pages/${params.page_id}/properties/${encodeURIComponent(params.property_id ?? "")}`;
  const next_url = next === null ? null : `${path}?start_cursor=${next}&page_size=${size}`;
  const list = { items: shown.map(({ item }) => item), next };
  return listOf("property_item", list, { property_item: { next_url, ...property(next !== null) } });
}
