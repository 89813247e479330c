import { common, itemOf, listOf } from "../type.ts";
import { compare, type FormulaValue, isPerson, isSame, toList, toNumber, toText } from "../value.ts";
import { define, type FormulaFunction } from "./definition.ts";

const same: FormulaFunction["of"] = ([list = "any"]) => listOf(itemOf(list));
const item: FormulaFunction["of"] = ([list]) => itemOf(list);

function unique(list: FormulaValue[]): FormulaValue[] {
  return list.filter((one, index) => list.findIndex((other) => isSame(one, other)) === index);
}

function flat(value: FormulaValue): FormulaValue[] {
  return toList(value).flatMap((one) => (Array.isArray(one) ? flat(one) : [one]));
}

const length = (a: FormulaValue) => (Array.isArray(a) ? a.length : toText(a).length);

export const LISTS: Record<string, FormulaFunction> = {
  length: define("number", length),
  count: define("number", length),
  at: define(item, (list, index) => toList(list).at(Math.trunc(toNumber(index))) ?? null),
  first: define(item, (list) => toList(list)[0] ?? null),
  last: define(item, (list) => toList(list).at(-1) ?? null),
  slice: define(
    ([value = "any"]) => (value === "string" ? value : listOf(itemOf(value))),
    (value, from, to) => {
      const end = to === null ? undefined : toNumber(to);
      return typeof value === "string"
        ? value.slice(toNumber(from), end)
        : toList(value).slice(toNumber(from), end);
    },
  ),
  reverse: define(same, (list) => toList(list).toReversed()),
  unique: define(same, (list) => unique(toList(list))),
  flat: define(([list]) => listOf(itemOf(itemOf(list))), flat),
  includes: define("boolean", (list, wanted) => toList(list).some((one) => isSame(one, wanted))),
  join: define("string", (list, separator) => toList(list).map(toText).join(toText(separator))),
  sorted: define(same, (list) => toList(list).toSorted(compare)),
  // Of texts it makes one text, of lists one list.
  concat: {
    of: (args) =>
      args.some((type) => typeof type === "object" && "list" in type)
        ? listOf(common(args.map(itemOf)))
        : "string",
    run: (args) => (args.some(Array.isArray) ? args.flatMap(toList) : args.map(toText).join("")),
  },
  list: { of: (args) => listOf(common(args)), run: (args) => [...args] },
  name: define("string", (person) => toText(person)),
  email: define("string", (person) => (isPerson(person) ? person.email : "")),
};
