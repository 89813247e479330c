import { type Json, list, record } from "../../shared/adapters/notion/json.ts";

/** The same page after somebody gave one property another value. */
export function alterProperty(page: Json, name: string): Json {
  const properties = record(page.properties);
  const raw = record(properties[name]);
  const type = String(raw.type);
  return { ...page, properties: { ...properties, [name]: { ...raw, [type]: altered(type, raw[type]) } } };
}

function altered(type: string, value: unknown): unknown {
  switch (type) {
    case "title":
    case "rich_text":
      return [...list(value), { type: "text", plain_text: "altered", href: null }];
    case "select":
    case "status":
      return { id: "altered", name: "Altered", color: "red" };
    case "multi_select":
    case "people":
    case "relation":
      return [...list(value), { id: "altered", name: "Altered" }];
    case "created_by":
    case "last_edited_by":
      return { object: "user", id: "altered", name: "Altered" };
    case "files":
      return [
        ...list(value),
        { name: "altered.pdf", type: "external", external: { url: "https://example.com/a" } },
      ];
    case "number":
      return Number(value) + 1;
    case "unique_id":
      return { prefix: null, number: Number(record(value).number) + 1 };
    case "checkbox":
      return value !== true;
    case "date":
      return { start: "2031-05-06", end: null, time_zone: null };
    case "created_time":
    case "last_edited_time":
      return "2031-05-06T07:08:00.000Z";
    case "formula":
      return { type: "string", string: "altered" };
    case "rollup":
      return { type: "number", number: Number(record(value).number ?? 0) + 1, function: "sum" };
    case "url":
    case "email":
    case "phone_number":
      return `${value ?? ""}altered`;
    default:
      return { altered: true };
  }
}
