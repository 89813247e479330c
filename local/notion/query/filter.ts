import type { Call } from "../call.ts";
import type { DataSource, Json, Page } from "../entities.ts";
import { expectArray, expectObject, isObject } from "../expect.ts";
import { failed, invalid } from "../problem.ts";
import { findProperty } from "../properties/find-property.ts";
import { resultType } from "../properties/formula.ts";
import type { PropertyValue } from "../properties/property-type.ts";
import { valueReader } from "../properties/registry.ts";
import { minute } from "../times.ts";
import { isEmptyValue } from "./comparable.ts";
import { CONDITIONS, type Test } from "./conditions.ts";

export type RowTest = (row: Page) => boolean;
type At = { call: Call; source: DataSource };

/** Groups nest once: a group in a group, and then conditions. */
const LEVELS = 2;

/** Compiles a filter of Notion's grammar. @throws Problem for what does not fit the grammar or the schema. */
export function compileFilter(filter: unknown, at: At, where = "body.filter", level = 0): RowTest {
  const given = expectObject(filter, where);
  for (const join of ["and", "or"] as const) {
    if (!(join in given)) continue;
    if (level >= LEVELS) throw failed(`${where}.${join}`, "not present", given[join]);
    const members = expectArray(given[join], `${where}.${join}`);
    const tests = members.map((one, index) =>
      compileFilter(one, at, `${where}.${join}[${index}]`, level + 1),
    );
    return join === "and"
      ? (row) => tests.every((test) => test(row))
      : (row) => tests.some((test) => test(row));
  }
  return given.timestamp === undefined
    ? compileProperty(given, at, where)
    : compileTimestamp(given, at, where);
}

function compileTimestamp(given: Json, { call }: At, where: string): RowTest {
  if (given.property !== undefined) throw failed(`${where}.property`, "not present", given.property);
  const key = given.timestamp;
  if (key !== "created_time" && key !== "last_edited_time") {
    throw failed(`${where}.timestamp`, '`"created_time"` or `"last_edited_time"`', key);
  }
  const test = compileConditions(key, given[key], call, `${where}.${key}`);
  // Compared as shown, floored to the minute: `after: 12:00:30` misses an edit at 12:00:45.
  return ({ stamp }) =>
    test({ type: key, [key]: minute(key === "created_time" ? stamp.createdAt : stamp.editedAt) });
}

function compileProperty(given: Json, at: At, where: string): RowTest {
  const property = findProperty(at.source.properties, given.property);
  if (!property) throw invalid(`Could not find property with name or id: ${given.property}`);
  const key = Object.keys(given).find((one) => one !== "property" && one !== "type");
  if (key === undefined) throw failed(`${where}.${property.type}`, "defined", undefined);
  if (key !== property.type) {
    throw invalid(
      `The property type in the database does not match the property type of the filter provided: database property ${property.type} does not match filter ${key}`,
    );
  }
  const test =
    key === "formula"
      ? compileFormula(expectObject(given.formula, `${where}.formula`), at, property.name, where)
      : key === "rollup"
        ? compileRollup(expectObject(given.rollup, `${where}.rollup`), at, where)
        : compileConditions(key, given[key], at.call, `${where}.${key}`);
  const readValue = valueReader(at.call);
  return (row) => test(readValue(property, row, at.source.properties));
}

/** Every condition that is named has to hold. */
function compileConditions(key: string, given: unknown, call: Call, where: string): Test {
  const conditions = CONDITIONS[key];
  if (!conditions) throw failed(where, "not present", given);
  const tests = Object.entries(expectObject(given, where)).map(([name, operand]): Test => {
    if (name === "is_empty") return isEmptyValue;
    if (name === "is_not_empty") return (value) => !isEmptyValue(value);
    const condition = Object.hasOwn(conditions, name) ? conditions[name] : undefined;
    if (!condition) throw failed(`${where}.${name}`, "not present", operand);
    return condition(operand, call, `${where}.${name}`);
  });
  if (tests.length === 0) throw failed(`${where}.is_empty`, "defined", undefined);
  return (value) => tests.every((test) => test(value));
}

const FORMULA_KEYS = { string: "rich_text", number: "number", checkbox: "checkbox", date: "date" } as const;

function compileFormula(given: Json, { call, source }: At, name: string, where: string): Test {
  const property = findProperty(source.properties, name);
  const key = (Object.keys(FORMULA_KEYS) as (keyof typeof FORMULA_KEYS)[]).find((one) => one in given);
  if (!property || !key) throw failed(`${where}.formula.string`, "defined", undefined);
  const type = resultType(property, source);
  const asked = key === "checkbox" ? "boolean" : key;
  if (asked !== (type === "list" ? "string" : type)) {
    throw invalid(
      `The formula filter provided does not match the type of the formula: ${type} is not ${key}`,
    );
  }
  const test = compileConditions(FORMULA_KEYS[key], given[key], call, `${where}.formula.${key}`);
  return (value) => {
    const result = value.formula as PropertyValue;
    return test({ type: FORMULA_KEYS[key], [FORMULA_KEYS[key]]: textual(result[asked], key) });
  };
}

/** A formula's text has to look like rich text to the text conditions. */
function textual(result: unknown, key: string): unknown {
  if (key !== "string") return result ?? null;
  return typeof result === "string" && result !== "" ? [{ plain_text: result }] : [];
}

function compileRollup(given: Json, { call }: At, where: string): Test {
  for (const key of ["number", "date"]) {
    if (!isObject(given[key])) continue;
    const test = compileConditions(key, given[key], call, `${where}.rollup.${key}`);
    return (value) => {
      const result = value.rollup as PropertyValue;
      return test({ type: key, [key]: result[key] ?? null });
    };
  }
  const quantity = ["any", "every", "none"].find((one) => isObject(given[one]));
  const inner = quantity && (given[quantity] as Json);
  const type = inner && Object.keys(inner)[0];
  if (!inner || !type) throw failed(`${where}.rollup.any`, "defined", undefined);
  const test = compileConditions(type, inner[type], call, `${where}.rollup.${quantity}.${type}`);
  return (value) => {
    const values = ((value.rollup as Json).array as PropertyValue[] | undefined) ?? [];
    const same = values.map((one) => ({ ...one, type, [type]: one[one.type] }) as PropertyValue);
    if (quantity === "any") return same.some(test);
    return quantity === "every" ? same.every(test) : !same.some(test);
  };
}
