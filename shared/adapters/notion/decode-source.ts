import { type Column, plainText, type SourceSchema } from "../../domain/row.ts";
import { decodeRichText } from "./decode-rich-text.ts";
import { decodePropertyId } from "./decode-row.ts";
import { type Json, list, record, text } from "./json.ts";

/** A data source object → the columns rules are bound to. */
export function decodeSource(source: Json): SourceSchema {
  const properties = Object.entries(record(source.properties)).map(([name, raw]) => ({
    name,
    raw: record(raw),
  }));
  const columns = properties.map(({ name, raw }) => decodeColumn(name, raw));
  markVolatile(columns, new Map(properties.map(({ name, raw }) => [name, expressionOf(raw)])));
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
  const related = text(config.data_source_id);
  if (type === "relation" && related !== "") column.relatedTo = related;
  if (type === "number" && typeof config.format === "string") column.numberFormat = config.format;
  return column;
}

function expressionOf(raw: Json): string {
  return raw.type === "formula" ? text(record(raw.formula).expression) : "";
}

/** Formulas that read the clock when the row is read, themselves or through another formula of the same source. */
function markVolatile(columns: readonly Column[], expressions: ReadonlyMap<string, string>): void {
  const volatile = new Set<Column>();
  for (let before = -1; before !== volatile.size; ) {
    before = volatile.size;
    for (const column of columns) {
      const expression = expressions.get(column.name) ?? "";
      if (readsTheClock(expression) || [...volatile].some((other) => refersTo(expression, other)))
        volatile.add(column);
    }
  }
  for (const column of volatile) column.volatile = true;
}

function readsTheClock(expression: string): boolean {
  return /\b(now|today)\s*\(/i.test(expression);
}

/** `prop("Name")`; before August 2026 `{{notion:block_property:<encoded id>:…}}`. */
function refersTo(expression: string, column: Column): boolean {
  return (
    expression.includes(`prop(${JSON.stringify(column.name)})`) ||
    expression.includes(`block_property:${encodeURIComponent(column.id)}:`)
  );
}
