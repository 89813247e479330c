import type { DataSource, Json, Property } from "../entities.ts";
import { expectString } from "../expect.ts";
import { evaluate, typeOf } from "../formula/evaluate.ts";
import { type Node, parseFormula } from "../formula/parse.ts";
import { type FormulaType, type FormulaValue, isDate, parseDate, toText } from "../formula/value.ts";
import { invalid } from "../problem.ts";
import { plainOf, startOf } from "../query/comparable.ts";
import { plainTitle } from "../render/title.ts";
import { millisecond } from "../times.ts";
import { findProperty } from "./find-property.ts";
import type { PropertyType, PropertyValue, ReadAt } from "./property-type.ts";

/** Computed at each read, by the clock of then; never an edit of the row. */
export const formula: PropertyType = {
  configure(input, { where, dataSource }) {
    const expression = expectString(input.expression, `${where}.expression`);
    try {
      typeOf(parseFormula(expression), (name) => typeOfProperty(name, dataSource.properties));
    } catch (error) {
      throw invalid(`Type error with formula: ${(error as Error).message}`);
    }
    return { expression };
  },
  read(_, at) {
    try {
      const node = parsed(String(at.property.config.expression));
      const type = typeOf(node, (name) => typeOfProperty(name, at.properties));
      const value = evaluate(node, {
        now: at.call.workspace.clock.now(),
        readValue: (name) => valueOfProperty(name, at),
      });
      return shown(type, value);
    } catch {
      // A property it names was removed, or formulas name each other in a circle.
      return { type: "unsupported", unsupported: {} };
    }
  },
};

const cache = new Map<string, Node>();

function parsed(expression: string): Node {
  const known = cache.get(expression);
  if (known) return known;
  const node = parseFormula(expression);
  cache.set(expression, node);
  return node;
}

function shown(type: FormulaType, value: FormulaValue): Json {
  if (type === "date") return { type, date: isDate(value) ? shownDate(value.ms, value.day) : null };
  if (type === "number") return { type, number: typeof value === "number" ? value : null };
  if (type === "boolean") return { type, boolean: value === true };
  return { type: "string", string: value === null ? null : toText(value) };
}

function shownDate(ms: number, day: boolean): Json {
  const start = day ? new Date(ms).toISOString().slice(0, 10) : millisecond(ms);
  return { start, end: null, time_zone: null };
}

const TYPES: Record<string, FormulaType> = {
  number: "number",
  checkbox: "boolean",
  date: "date",
  created_time: "date",
  last_edited_time: "date",
  multi_select: "list",
  people: "list",
  relation: "list",
  files: "list",
};

function typeOfProperty(name: string, properties: Property[], depth = 0): FormulaType {
  const property = findProperty(properties, name);
  if (!property) throw new Error(`there is no property "${name}"`);
  if (property.type === "rollup") return rollupType(String(property.config.function));
  if (property.type !== "formula") return TYPES[property.type] ?? "string";
  if (depth > 10) throw new Error("formulas refer to each other in a circle");
  return typeOf(parsed(String(property.config.expression)), (inner) =>
    typeOfProperty(inner, properties, depth + 1),
  );
}

function valueOfProperty(name: string, { page, properties, readValue, call }: ReadAt): FormulaValue {
  const property = findProperty(properties, name);
  if (!property) throw new Error(`there is no property "${name}"`);
  return convert(readValue(property, page, properties), (id) => plainTitle(id, call));
}

function convert(value: PropertyValue, titleOf: (id: string) => string): FormulaValue {
  const inner = value[value.type];
  if (typeof inner === "number" || typeof inner === "boolean") return inner;
  if (value.type === "formula" || value.type === "rollup") return convert(inner as PropertyValue, titleOf);
  if (value.type === "array") return (inner as PropertyValue[]).map((one) => convert(one, titleOf));
  const start = startOf(value);
  if (start !== undefined) return parseDate(start);
  if (value.type === "relation") return (inner as { id: string }[]).map(({ id }) => titleOf(id));
  if (["people", "multi_select", "files"].includes(value.type)) {
    return (inner as { name?: string }[]).map(({ name }) => name ?? "");
  }
  return plainOf(value);
}

/** For a filter, which has to name the type of what the formula gives. */
export function resultType(property: Property, source: DataSource): FormulaType {
  return typeOfProperty(property.name, source.properties);
}

function rollupType(name: string): FormulaType {
  if (name === "show_original") return "list";
  return name.endsWith("_date") ? "date" : "number";
}
