import type { Call } from "../call.ts";
import type { Json, Property } from "../entities.ts";
import { expectArray, expectKeys, expectObject, expectOneOf, isObject } from "../expect.ts";
import { failed, fixOne, invalid } from "../problem.ts";
import { findProperty } from "../properties/find-property.ts";
import { resultType } from "../properties/formula.ts";
import type { PropertyValue } from "../properties/property-type.ts";
import { valueReader } from "../properties/registry.ts";
import { every, type Test } from "./cell-test.ts";
import { CONDITIONS } from "./conditions.ts";
import type { Looking } from "./looking.ts";
import { allOf, anyOf, onCells, type Predicate } from "./predicate.ts";
import type { CellSource } from "./rows/column.ts";
import { cellSource } from "./stored-cell.ts";
import { cellOfValue, type Family } from "./value-cell.ts";

/** A filter whose shape is right, before it is known whether its properties are there. */
type Bind = (looking: Looking) => Predicate;

/** Groups nest once: a group in a group, and then conditions. */
const LEVELS = 2;
const JOINS = ["or", "and"] as const;
const KEYS = [...Object.keys(CONDITIONS), "formula", "rollup"];

/**
 * Compiles a filter of Notion's grammar. As at Notion, what is wrong with its shape is told before a property that is
 * not there. @throws Problem
 */
export function compileFilter(filter: unknown, looking: Looking): Predicate {
  return parse(filter, looking.call, "body.filter", 0)(looking);
}

function parse(filter: unknown, call: Call, where: string, level: number): Bind {
  const given = expectObject(filter, where);
  const join = JOINS.find((one) => one in given);
  if (join) return parseGroup(join, given, call, where, level);
  if (given.timestamp !== undefined) return parseTimestamp(given, call, where);
  return parseProperty(given, call, where);
}

function parseGroup(join: "or" | "and", given: Json, call: Call, where: string, level: number): Bind {
  const extra = Object.keys(given).find((key) => key !== join);
  if (extra !== undefined) throw failed(`${where}.${extra}`, "not present", given[extra]);
  if (level >= LEVELS) throw failed(`${where}.${join}`, "not present", given[join]);
  const members = expectArray(given[join], `${where}.${join}`);
  const binds = members.map((one, index) => parse(one, call, `${where}.${join}[${index}]`, level + 1));
  const joined = join === "and" ? allOf : anyOf;
  return (looking) => joined(binds.map((bind) => bind(looking)));
}

function parseTimestamp(given: Json, call: Call, where: string): Bind {
  if (given.property !== undefined) throw failed(`${where}.property`, "not present", given.property);
  const key = expectOneOf(given.timestamp, ["created_time", "last_edited_time"], `${where}.timestamp`);
  expectKeys(given, ["timestamp", "type", key], where);
  const [family, test] = parseConditions(key, given[key], call, `${where}.${key}`);
  const property: Property = { id: key, name: key, type: key, description: null, config: {} };
  // Not the id of a column: those never have this length.
  return (looking) => onColumn(looking, `filter time ${key}`, timeSource(property, looking, family), test);
}

const timeBasis = {};
function timeSource(property: Property, looking: Looking, family: Family): CellSource {
  return { ...cellSource(property, looking, family), basis: timeBasis };
}

function parseProperty(given: Json, call: Call, where: string): Bind {
  const [key, second] = Object.keys(given).filter((one) => one !== "property" && one !== "type");
  if (key === undefined || !KEYS.includes(key))
    throw fixOne([...JOINS, ...KEYS].map((one) => `${where}.${one}`));
  if (second !== undefined) throw failed(`${where}.${second}`, "not present", given[second]);
  if (given.property === undefined) throw failed(`${where}.property`, "defined", undefined);
  const bind = parseKey(key, given[key], call, where);
  return (looking) => {
    const property = findProperty(looking.source.properties, given.property);
    if (!property) throw invalid(`Could not find property with name or id: ${given.property}`);
    if (key !== property.type) {
      throw invalid(
        `The property type in the database does not match the property type of the filter provided: database property ${property.type} does not match filter ${key}`,
      );
    }
    return bind(property, looking);
  };
}

type BindProperty = (property: Property, looking: Looking) => Predicate;

function parseKey(key: string, given: unknown, call: Call, where: string): BindProperty {
  if (key === "formula")
    return parseFormula(expectObject(given, `${where}.formula`), call, `${where}.formula`);
  if (key === "rollup") return parseRollup(expectObject(given, `${where}.rollup`), call, `${where}.rollup`);
  const [family, test] = parseConditions(key, given, call, `${where}.${key}`);
  return (property, looking) => onProperty(looking, property, family, test);
}

/** Every condition that is named has to hold. */
function parseConditions(key: string, given: unknown, call: Call, where: string): [Family, Test] {
  const known = CONDITIONS[key];
  if (!known) throw failed(where, "not present", given);
  const [family, conditions] = known;
  const tests = Object.entries(expectObject(given, where)).map(([name, operand]) => {
    const condition = Object.hasOwn(conditions, name) ? conditions[name] : undefined;
    if (!condition) throw failed(`${where}.${name}`, "not present", operand);
    return condition(operand, call, `${where}.${name}`);
  });
  if (tests.length === 0) throw fixOne(Object.keys(conditions).map((name) => `${where}.${name}`));
  return [family, every(tests)];
}

const FORMULA_KEYS = { string: "rich_text", checkbox: "checkbox", number: "number", date: "date" } as const;

function parseFormula(given: Json, call: Call, where: string): BindProperty {
  const keys = Object.keys(FORMULA_KEYS) as (keyof typeof FORMULA_KEYS)[];
  const key = keys.find((one) => one in given);
  if (!key) throw fixOne(keys.map((one) => `${where}.${one}`));
  expectKeys(given, [key], where);
  const [family, test] = parseConditions(FORMULA_KEYS[key], given[key], call, `${where}.${key}`);
  return (property, looking) => {
    const type = resultType(property, looking.source, call.workspace.store);
    const asked = key === "checkbox" ? "boolean" : key;
    if (asked !== type) {
      throw invalid(
        `The formula filter provided does not match the type of the formula: ${type} is not ${key}`,
      );
    }
    return onProperty(looking, property, family, test);
  };
}

const QUANTITIES: Record<string, (items: readonly unknown[], test: (item: never) => boolean) => boolean> = {
  any: (items, test) => items.some(test as never),
  every: (items, test) => items.every(test as never),
  none: (items, test) => !items.some(test as never),
};

function parseRollup(given: Json, call: Call, where: string): BindProperty {
  const key = [...Object.keys(QUANTITIES), "number", "date"].find((one) => one in given);
  if (key === undefined)
    throw fixOne(["any", "every", "none", "number", "date"].map((one) => `${where}.${one}`));
  expectKeys(given, [key], where);
  const quantity = QUANTITIES[key];
  if (!quantity) {
    const [family, test] = parseConditions(key, given[key], call, `${where}.${key}`);
    return (property, looking) => onProperty(looking, property, family, test);
  }
  const inner = expectObject(given[key], `${where}.${key}`);
  const [type] = Object.keys(inner);
  if (type === undefined || !ROLLED.includes(type))
    throw fixOne(ROLLED.map((one) => `${where}.${key}.${one}`));
  expectKeys(inner, [type], `${where}.${key}`);
  const [family, test] = parseConditions(type, inner[type], call, `${where}.${key}.${type}`);
  return (property, looking) => {
    const items = `filter items ${property.id} ${family}`;
    const holds = (cell: Parameters<Test>[0]) => quantity(cell as readonly [], test);
    return onColumn(looking, items, itemsSource(property, looking, family), holds);
  };
}

const ROLLED = [
  "rich_text",
  "number",
  "checkbox",
  "select",
  "multi_select",
  "relation",
  "date",
  "people",
  "files",
  "status",
];

function itemsSource(property: Property, { source, call }: Looking, family: Family): CellSource {
  return {
    basis: source.properties,
    foreign: "any",
    isComputed: true,
    read(page) {
      const rollup = valueReader(call)(property, page, source.properties).rollup as Json;
      const items = Array.isArray(rollup.array) ? (rollup.array as PropertyValue[]) : [];
      return items.filter(isObject).map((item) => cellOfValue(item as PropertyValue, family));
    },
  };
}

function onProperty(looking: Looking, property: Property, family: Family, test: Test): Predicate {
  const source = cellSource(property, looking, family);
  return onColumn(looking, `filter ${property.id} ${family}`, source, test);
}

function onColumn(looking: Looking, key: string, source: CellSource, test: Test): Predicate {
  return onCells(looking.column(key, source), test);
}
