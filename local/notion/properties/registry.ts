import type { Call } from "../call.ts";
import type { Page, Property } from "../entities.ts";
import { date } from "./date.ts";
import { files } from "./files.ts";
import { formula } from "./formula.ts";
import { multiSelect, select } from "./options.ts";
import { createdBy, createdTime, lastEditedBy, lastEditedTime, people } from "./people.ts";
import type { PropertyType, PropertyValue } from "./property-type.ts";
import { relation } from "./relation.ts";
import { rollup } from "./rollup.ts";
import { button, checkbox, number, place, undocumented, uniqueId, verification } from "./simple.ts";
import { status } from "./status.ts";
import { email, phoneNumber, richText, url } from "./text.ts";

/** Every property type there is, under the name the API gives it. */
export const PROPERTY_TYPES: Record<string, PropertyType> = {
  title: richText,
  rich_text: richText,
  number,
  select,
  multi_select: multiSelect,
  status,
  date,
  people,
  files,
  checkbox,
  url,
  email,
  phone_number: phoneNumber,
  formula,
  relation,
  rollup,
  created_time: createdTime,
  created_by: createdBy,
  last_edited_time: lastEditedTime,
  last_edited_by: lastEditedBy,
  unique_id: uniqueId,
  button,
  place,
  verification,
  location: undocumented,
  last_visited_time: undocumented,
};

export function propertyType(name: string): PropertyType {
  const type = PROPERTY_TYPES[name];
  if (!type) throw new Error(`unknown property type ${name}`);
  return type;
}

/**
 * The value of a property in a row as the API shows it, whole.
 * @param most how many pages of a relation a formula or rollup looks at; Notion's answers hold 25, filters more.
 */
export function valueReader(
  call: Call,
  most = Number.POSITIVE_INFINITY,
): (property: Property, page: Page, properties: Property[]) => PropertyValue {
  return function readValue(property, page, properties) {
    const at = { call, page, property, properties, most, readValue };
    return {
      type: property.type,
      [property.type]: propertyType(property.type).read(page.values[property.id], at),
    };
  };
}
