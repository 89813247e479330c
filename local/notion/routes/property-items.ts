import { type Call, find, type Route } from "../call.ts";
import type { Json } from "../entities.ts";
import { listOf, slice } from "../list.ts";
import { invalid } from "../problem.ts";
import { findProperty } from "../properties/find-property.ts";
import { valueReader } from "../properties/registry.ts";
import { propertiesOf } from "../values.ts";

const LISTS = ["title", "rich_text", "people", "relation"];

/** The one place that shows a long value whole: its items, a page at a time. */
export const propertyItemRoutes: Route[] = [
  { method: "GET", path: "/v1/pages/:page_id/properties/:property_id", answer: retrieveProperty },
];

function retrieveProperty(call: Call): Json {
  const page = find(call, "page", call.params.page_id, "path.page_id");
  const properties = propertiesOf(call, page);
  const property = findProperty(properties, call.params.property_id);
  if (!property) throw invalid(`Could not find property with name or id: ${call.params.property_id}`);
  const value = valueReader(call)(property, page, properties);
  const id = encodeURIComponent(property.id);
  const rolled = value.rollup as { array?: { type: string }[]; function: string } | undefined;
  if (rolled?.array) {
    const target = { id: encodeURIComponent(String(property.config.rollup_property_id)) };
    const items = rolled.array.map((one) => ({ object: "property_item", ...target, ...one }));
    return pageOf(call, items, {
      id,
      type: "rollup",
      rollup: { type: "array", array: [], function: rolled.function },
    });
  }
  const { type } = value;
  if (!LISTS.includes(type)) return { object: "property_item", id, ...value };
  const items = (value[type] as Json[]).map((one) => ({ object: "property_item", type, id, [type]: one }));
  return pageOf(call, items, { id, type, [type]: {} });
}

function pageOf(call: Call, items: Json[], property: Json): Json {
  const numbered = items.map((item, index) => ({ item, key: `item-${index}` }));
  const { items: shown, next } = slice(call, "query", numbered, ({ key }) => key);
  const size = call.query.get("page_size") ?? "100";
  const path = `https://api.notion.com/v1/pages/${call.params.page_id}/properties/${property.id}`;
  const next_url = next === null ? null : `${path}?start_cursor=${next}&page_size=${size}`;
  const list = { items: shown.map(({ item }) => item), next };
  return listOf("property_item", list, { property_item: { next_url, ...property } });
}
