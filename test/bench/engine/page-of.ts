import type { Json } from "../../../shared/adapters/notion/json.ts";
import type { Property, Row } from "../../../shared/domain/row.ts";

/** A row as Notion's answer shows it, with all that we leave out: annotations, colours, avatars. */
export function pageOf(row: Row): Json {
  const user = { object: "user", id: row.lastEditedBy };
  return {
    object: "page",
    id: row.id,
    created_time: row.createdTime,
    last_edited_time: row.lastEditedTime,
    created_by: user,
    last_edited_by: user,
    cover: null,
    icon: null,
    parent: { type: "data_source_id", data_source_id: row.sourceId, database_id: row.sourceId },
    in_trash: false,
    is_locked: false,
    properties: Object.fromEntries(
      Object.values(row.properties).map((property) => [property.name, cellOf(property)]),
    ),
    url: row.url,
    public_url: null,
  };
}

function cellOf(property: Property): Json {
  const { id, type } = property;
  return { id, type, [type]: valueIn(property) };
}

function valueIn(property: Property): unknown {
  switch (property.type) {
    case "title":
    case "rich_text":
      return property.value.map(({ text }) => ({
        type: "text",
        text: { content: text, link: null },
        annotations: {
          bold: false,
          italic: false,
          strikethrough: false,
          underline: false,
          code: false,
          color: "default",
        },
        plain_text: text,
        href: null,
      }));
    case "status":
    case "select":
      return property.value && { ...property.value, color: "blue" };
    case "date":
      return { start: property.value?.start, end: null, time_zone: null };
    case "relation":
      return property.value.map((id) => ({ id }));
    case "people":
      return property.value.map(({ id, name }) => ({
        object: "user",
        id,
        name,
        avatar_url: "https://s3.example.com/avatars/ada.png",
        type: "person",
        person: { email: "ada@example.com" },
      }));
    default:
      return property.value;
  }
}
