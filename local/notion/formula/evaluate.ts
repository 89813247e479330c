import { FUNCTIONS } from "./functions.ts";
import type { Node } from "./parse.ts";
import { type FormulaType, type FormulaValue, isEmpty } from "./value.ts";

/** What a formula looks out on. */
export type Scope = {
  now: Date;
  readValue(property: string): FormulaValue;
};

export function evaluate(node: Node, scope: Scope): FormulaValue {
  if (node.kind === "literal") return node.value;
  if (node.kind === "prop") return scope.readValue(node.name);
  const [first, second, third] = node.args;
  const test = () => (first ? !isEmpty(evaluate(first, scope)) : false);
  const then = (branch: Node | undefined) => (branch ? evaluate(branch, scope) : null);
  if (node.name === "if") return then(test() ? second : third);
  if (node.name === "and" && !test()) return false;
  if (node.name === "or" && test()) return true;
  const args = node.args.map((arg) => evaluate(arg, scope));
  return FUNCTIONS[node.name]?.run(args, scope.now) ?? null;
}

/**
 * The type a formula has whatever the row: an empty result still has one.
 * @throws Error for a function we do not know, or what `typeOfProperty` throws for a property that is not there.
 */
export function typeOf(node: Node, typeOfProperty: (name: string) => FormulaType): FormulaType {
  if (node.kind === "literal") return typeof node.value as FormulaType;
  if (node.kind === "prop") return typeOfProperty(node.name);
  const definition = Object.hasOwn(FUNCTIONS, node.name) ? FUNCTIONS[node.name] : undefined;
  if (!definition) throw new Error(`${node.name}() is not a function`);
  const args = node.args.map((arg) => typeOf(arg, typeOfProperty));
  if (node.name === "add") return args.includes("string") ? "string" : "number";
  if (definition.type === "first") return args[0] ?? "string";
  if (definition.type === "second") return args[1] ?? "string";
  return definition.type;
}
