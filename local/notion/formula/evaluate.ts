import { FUNCTIONS } from "./functions.ts";
import type { Node } from "./parse.ts";
import type { Scope } from "./scope.ts";
import { SPECIAL_FORMS } from "./special-forms.ts";
import { type FormulaValue, isPage } from "./value.ts";

/** @throws Error for a name or function that is not there: typeOf has refused those when the formula was set. */
export function evaluate(node: Node, scope: Scope): FormulaValue {
  if (node.kind === "literal") return node.value;
  if (node.kind === "prop") return scope.readValue(node.name);
  if (node.kind === "name") return scope.variables[node.name] ?? null;
  if (node.kind === "member") {
    const page = evaluate(node.of, scope);
    return isPage(page) ? scope.readFrom(page.page, node.name) : null;
  }
  const special = Object.hasOwn(SPECIAL_FORMS, node.name) ? SPECIAL_FORMS[node.name] : undefined;
  if (special) return special.run(node.args, scope, evaluate);
  const args = node.args.map((arg) => evaluate(arg, scope));
  return FUNCTIONS[node.name]?.run(args, scope.now) ?? null;
}
