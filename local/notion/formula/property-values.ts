import type { Call } from "../call.ts";
import { findProperty } from "../properties/find-property.ts";
import type { PropertyValue, ReadAt } from "../properties/property-type.ts";
import { plainOf, startOf } from "../query/comparable.ts";
import { plainTitle } from "../render/title.ts";
import type { Scope } from "./scope.ts";
import { type DateValue, type FormulaValue, parseDate } from "./value.ts";

/** What the formulas of a row read: its own properties, and those of the pages it leads to. */
export function valuesOf(at: ReadAt): Pick<Scope, "readValue" | "readFrom"> {
  const { page, properties, readValue, call, most } = at;
  const { store } = call.workspace;
  return {
    readValue(name) {
      const property = findProperty(properties, name);
      return property ? convert(readValue(property, page, properties), call, most) : null;
    },
    readFrom(id, name) {
      const other = store.get(id);
      const source =
        other?.kind === "page" && other.parent.type === "data_source_id"
          ? store.get(other.parent.data_source_id)
          : undefined;
      if (other?.kind !== "page" || source?.kind !== "data_source") return null;
      const property = findProperty(source.properties, name);
      return property ? convert(readValue(property, other, source.properties), call, most) : null;
    },
  };
}

type Named = { id: string; name?: string; person?: { email?: string } };

/** From what the API shows to what a formula reckons with. */
function convert(value: PropertyValue, call: Call, most: number): FormulaValue {
  const inner = value[value.type];
  if (typeof inner === "number" || typeof inner === "boolean") return inner;
  if (value.type === "formula" || value.type === "rollup") return convert(inner as PropertyValue, call, most);
  if (value.type === "array") return (inner as PropertyValue[]).flatMap((one) => convert(one, call, most));
  if (value.type === "date") return dateOf(inner as { start: string; end: string | null } | null);
  const start = startOf(value);
  if (start !== undefined) return parseDate(start);
  if (value.type === "relation") {
    return (inner as Named[]).slice(0, most).map(({ id }) => ({ page: id, title: plainTitle(id, call) }));
  }
  if (value.type === "people") return (inner as Named[]).map(personOf);
  if (value.type === "created_by" || value.type === "last_edited_by") return personOf(inner as Named);
  if (value.type === "multi_select" || value.type === "files") {
    return (inner as Named[]).map(({ name }) => name ?? "");
  }
  return plainOf(value);
}

function personOf({ id, name, person }: Named): FormulaValue {
  return { person: id, name: name ?? "", email: person?.email ?? "" };
}

function dateOf(date: { start: string; end: string | null } | null): DateValue | null {
  const start = date && parseDate(date.start);
  const end = date?.end ? parseDate(date.end) : null;
  return start && end ? { ...start, end: { ms: end.ms, day: end.day } } : start;
}
