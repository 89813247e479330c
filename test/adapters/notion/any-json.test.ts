import { describe, expect, it } from "vitest";
import { decodeBlock } from "../../../shared/adapters/notion/decode-block.ts";
import { decodePropertyItem } from "../../../shared/adapters/notion/decode-property-item.ts";
import { decodeRow } from "../../../shared/adapters/notion/decode-row.ts";
import { decodeSource } from "../../../shared/adapters/notion/decode-source.ts";
import { type Json, record } from "../../../shared/adapters/notion/json.ts";
import { hashRow } from "../../../shared/domain/content.ts";
import { displayText } from "../../../shared/domain/display.ts";
import { fc } from "../../support/fast-check.ts";

const types =
  `title rich_text number select status multi_select date people created_by last_edited_by files checkbox url
  email phone_number created_time last_edited_time relation unique_id formula rollup hologram constructor __proto__ text
  mention equation user array string boolean unsupported external file paragraph to_do table_row child_page image`.split(
    /\s+/,
  );
const words = [
  ...types,
  ...`id type name properties parent in_trash plain_text href annotations color start end url prefix expression options
  results property_item object has_more cells rich_text caption icon emoji`.split(/\s+/),
];
/** Any JSON, mostly with words of Notion in the places of keys and types, so that it gets past the first look. */
const { json } = fc.letrec<{ json: unknown; object: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, -1.5, "", "text", ...types),
    fc.string(),
    fc.array(tie("json"), { maxLength: 4 }),
    tie("object"),
  ),
  object: fc.dictionary(fc.oneof(fc.constantFrom(...words), fc.string()), tie("json"), { maxKeys: 6 }),
}));
const property = fc
  .tuple(fc.constantFrom(...types), json, fc.oneof(fc.constantFrom("%5Da", "%zz", "__proto__"), fc.string()))
  .map(([type, value, id]) => ({ id, type, [type]: value }));
const properties = fc.dictionary(fc.string(), fc.oneof(property, json));

describe("whatever Notion sends", () => {
  it("is a row that can be hashed and shown", () => {
    fc.assert(
      fc.property(properties, json, (given, anything) => {
        const page = JSON.parse(JSON.stringify({ ...record(anything), properties: given })) as Json;
        const row = decodeRow(page);
        const ids = Object.values(record(page.properties)).map((raw) => decoded(record(raw).id));
        expect(Object.keys(row.properties).sort()).toEqual([...new Set(ids)].sort());
        hashRow(row, new Set());
        for (const value of Object.values(row.properties)) expect(typeof displayText(value)).toBe("string");
      }),
      { numRuns: 1000 },
    );
  });

  it("is a block, a data source or a property item, without a throw", () => {
    fc.assert(
      fc.property(json, fc.constantFrom(...types), (anything, type) => {
        const given = JSON.parse(JSON.stringify({ ...record(anything), type, [type]: anything })) as Json;
        decodeBlock(given);
        decodeSource({ ...given, properties: anything });
        decodePropertyItem([given, { object: "list", results: anything, property_item: given }]);
        decodePropertyItem([{ object: "list", results: [given], property_item: given }]);
      }),
      { numRuns: 1000 },
    );
  });
});

function decoded(id: unknown): string {
  if (typeof id !== "string") return "";
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
