import { type Column, plainText, type SourceSchema } from "../../domain/row.ts";
import { decodeRichText } from "./decode-rich-text.ts";
import { decodePropertyId } from "./decode-row.ts";
import { type Json, list, record, text } from "./json.ts";

/** A data source object → the columns rules are bound to. */
export function decodeSource(source: Json): SourceSchema {
  const columns = Object.entries(record(source.properties)).map(([name, raw]) =>
    decodeColumn(name, record(raw)),
  );
  return { id: text(source.id), name: plainText(decodeRichText(source.title)) || "Untitled", columns };
}

function decodeColumn(name: string, raw: Json): Column {
  const type = text(raw.type);
  const column: Column = { id: decodePropertyId(text(raw.id)), name, type };
  const config = record(raw[type]);
  if (Array.isArray(config.options)) {
    column.options = list(config.options).map((option) => ({
      id: text(record(option).id),
      name: text(record(option).name),
    }));
  }
  if (type === "formula" && readsTheClock(text(config.expression))) column.volatile = true;
  return column;
}

/** `now()` and `today()` are computed when the row is read. */
function readsTheClock(expression: string): boolean {
  return /\b(now|today)\s*\(/i.test(expression);
}
