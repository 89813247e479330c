import { FUNCTIONS } from "./functions.ts";
import type { Node } from "./parse.ts";
import type { TypeScope } from "./scope.ts";
import { SPECIAL_FORMS } from "./special-forms.ts";
import type { FormulaType } from "./type.ts";

/**
 * The type a formula has whatever the row: an empty result still has one.
 * @throws Error with a sentence about what is not there.
 */
export function typeOf(node: Node, scope: TypeScope): FormulaType {
  if (node.kind === "literal") return typeof node.value as "string" | "number" | "boolean";
  if (node.kind === "prop") return scope.property(node.name);
  if (node.kind === "name") return typeOfName(node.name, scope);
  if (node.kind === "member") return typeOfMember(typeOf(node.of, scope), node.name, scope);
  const special = Object.hasOwn(SPECIAL_FORMS, node.name) ? SPECIAL_FORMS[node.name] : undefined;
  if (special) return special.of(node.args, scope, typeOf);
  const definition = Object.hasOwn(FUNCTIONS, node.name) ? FUNCTIONS[node.name] : undefined;
  if (!definition) throw new Error(`${node.name}() is not a function`);
  return definition.of(node.args.map((arg) => typeOf(arg, scope)));
}

function typeOfName(name: string, { variables }: TypeScope): FormulaType {
  const type = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (type === undefined) throw new Error(`${name} is not defined`);
  return type;
}

function typeOfMember(of: FormulaType, name: string, scope: TypeScope): FormulaType {
  if (of === "any") return "any";
  if (typeof of === "object" && "page" in of) {
    return of.page === undefined ? "any" : scope.propertyOf(of.page, name);
  }
  throw new Error(`.prop("${name}") needs a page`);
}
