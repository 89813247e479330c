import { type Json, record } from "../../shared/adapters/notion/json.ts";
import type { Property, Row } from "../../shared/domain/row.ts";
import { contentOf, leaves } from "./raw-content.ts";

/** What a row lost of the page it was read from, in words; nothing when all is there. */
export function lostOf(page: Json, row: Row): string[] {
  const properties = Object.entries(record(page.properties));
  const kept = Object.values(row.properties);
  const lost = properties.flatMap(([name, raw]) => {
    const property = kept.find((candidate) => candidate.name === name);
    return property ? lostOfProperty(record(raw), property) : [`property "${name}" is gone`];
  });
  if (kept.length !== properties.length) lost.push(`${properties.length} properties became ${kept.length}`);
  const inTrash = page.in_trash === true || page.archived === true;
  const told: [string, unknown, unknown][] = [
    ["id", page.id, row.id],
    ["url", page.url ?? "", row.url],
    ["created_time", page.created_time ?? "", row.createdTime],
    ["last_edited_time", page.last_edited_time ?? "", row.lastEditedTime],
    ["last_edited_by", record(page.last_edited_by).id ?? "", row.lastEditedBy],
    ["in_trash", inTrash, row.inTrash],
  ];
  for (const [name, raw, value] of told) if (raw !== value) lost.push(`${name} ${raw} became ${value}`);
  return lost;
}

/** A type Rowbell does not know is kept as it came, under its own name. */
function lostOfProperty(raw: Json, property: Property): string[] {
  const type = property.type === "other" ? property.notionType : property.type;
  const named = `property "${property.name}"`;
  const lost = type === String(raw.type ?? "") ? [] : [`${named} of type ${raw.type} became ${type}`];
  const kept = leaves(property.value);
  for (const leaf of contentOf(raw)) {
    const at = kept.indexOf(leaf);
    if (at === -1) lost.push(`${named} (${type}) lost ${JSON.stringify(leaf)}`);
    else kept.splice(at, 1);
  }
  return lost;
}
