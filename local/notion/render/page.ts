import type { Call } from "../call.ts";
import type { Json, Page, Property } from "../entities.ts";
import { readIcon } from "../files/icon.ts";
import { findProperty } from "../properties/find-property.ts";
import type { PropertyValue } from "../properties/property-type.ts";
import { valueReader } from "../properties/registry.ts";
import { propertiesOf } from "../values.ts";
import { shownParent, stamped, trashed, urlOf } from "./common.ts";
import { plainTitle } from "./title.ts";

/** As many references as a page object holds; the rest comes from the property endpoint. */
const MOST = 25;

/** @param only ids or names of the properties to show; undefined for all. */
export function renderPage(page: Page, call: Call, only?: string[]): Json {
  const properties = propertiesOf(call, page);
  const shown = only?.length ? properties.filter((one) => isNamed(one, only)) : properties;
  const readValue = valueReader(call, MOST);
  const values = shown.map((property) => [
    property.name,
    { id: encodeURIComponent(property.id), ...cut(readValue(property, page, properties)) },
  ]);
  return {
    object: "page",
    id: page.id,
    ...stamped(page.stamp),
    cover: readIcon(call, page.cover),
    icon: readIcon(call, page.icon),
    parent: shownParent(page.parent, call),
    in_trash: page.inTrash,
    is_archived: page.isArchived ?? false,
    is_locked: page.isLocked,
    properties: Object.fromEntries(values),
    url: urlOf(page.id, plainTitle(page.id, call)),
    public_url: null,
    ...trashed(call, page.inTrash),
  };
}

function isNamed(property: Property, names: string[]): boolean {
  return names.some((name) => findProperty([property], name));
}

/** Only a relation tells that it was cut. Texts keep their words and lose the mentions past the 25th. */
function cut(value: PropertyValue): PropertyValue {
  const inner = value[value.type];
  if (!Array.isArray(inner) || inner.length <= MOST) {
    return value.type === "relation" ? { ...value, has_more: false } : value;
  }
  if (value.type === "relation") return { ...value, relation: inner.slice(0, MOST), has_more: true };
  if (value.type === "people") return { ...value, people: inner.slice(0, MOST) };
  if (value.type === "title" || value.type === "rich_text")
    return { ...value, [value.type]: cutMentions(inner) };
  return value;
}

function cutMentions(items: Json[]): Json[] {
  let mentions = 0;
  return items.filter((item) => {
    if (item.type !== "mention") return true;
    mentions += 1;
    return mentions <= MOST;
  });
}
