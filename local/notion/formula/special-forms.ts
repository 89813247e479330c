import type { Node } from "./parse.ts";
import type { Scope, TypeScope } from "./scope.ts";
import { common, type FormulaType, itemOf, listOf } from "./type.ts";
import { compare, type FormulaValue, isEmpty, toList } from "./value.ts";

type Evaluate = (node: Node, scope: Scope) => FormulaValue;
type TypeOf = (node: Node, scope: TypeScope) => FormulaType;

/** A function that looks at its arguments one by one: only at one branch, or once for each item of a list. */
export type SpecialForm = {
  of(args: readonly Node[], scope: TypeScope, typeOf: TypeOf): FormulaType;
  run(args: readonly Node[], scope: Scope, evaluate: Evaluate): FormulaValue;
};

const EMPTY: Node = { kind: "literal", value: "" };
const argument = (args: readonly Node[], index: number) => args[index] ?? EMPTY;

function value(args: readonly Node[], index: number, scope: Scope, evaluate: Evaluate): FormulaValue {
  const node = args[index];
  return node ? evaluate(node, scope) : null;
}

/** `current` and `index` stand for the item while its part of the formula is evaluated. */
function each(
  args: readonly Node[],
  scope: Scope,
  evaluate: Evaluate,
): { item: FormulaValue; result: FormulaValue }[] {
  return toList(value(args, 0, scope, evaluate)).map((item, index) => {
    const variables = { ...scope.variables, current: item, index };
    return { item, result: value(args, 1, { ...scope, variables }, evaluate) };
  });
}

function typeInside(args: readonly Node[], scope: TypeScope, typeOf: TypeOf): FormulaType {
  const current = itemOf(typeOf(argument(args, 0), scope));
  return typeOf(argument(args, 1), { ...scope, variables: { ...scope.variables, current, index: "number" } });
}

function overItems(
  of: (item: FormulaType, result: FormulaType) => FormulaType,
  run: (items: { item: FormulaValue; result: FormulaValue }[]) => FormulaValue,
): SpecialForm {
  return {
    of: (args, scope, typeOf) =>
      of(itemOf(typeOf(argument(args, 0), scope)), typeInside(args, scope, typeOf)),
    run: (args, scope, evaluate) => run(each(args, scope, evaluate)),
  };
}

const holds = ({ result }: { result: FormulaValue }) => !isEmpty(result);

function logic(run: SpecialForm["run"]): SpecialForm {
  return {
    of(args, scope, typeOf) {
      for (const arg of args) typeOf(arg, scope);
      return "boolean";
    },
    run,
  };
}

/** `let(x, 1, x + 1)`; `lets(x, 1, y, x + 1, x + y)`: each name knows those before it. */
const lets: SpecialForm = {
  of(args, scope, typeOf) {
    let inner = scope;
    for (let index = 0; index + 2 < args.length; index += 2) {
      const type = typeOf(argument(args, index + 1), inner);
      inner = { ...inner, variables: { ...inner.variables, [nameOf(args[index])]: type } };
    }
    return typeOf(args.at(-1) ?? EMPTY, inner);
  },
  run(args, scope, evaluate) {
    let inner = scope;
    for (let index = 0; index + 2 < args.length; index += 2) {
      const bound = value(args, index + 1, inner, evaluate);
      inner = { ...inner, variables: { ...inner.variables, [nameOf(args[index])]: bound } };
    }
    return value(args, args.length - 1, inner, evaluate);
  },
};

function nameOf(node: Node | undefined): string {
  if (node?.kind !== "name") throw new Error("let() takes a name, its value, and what to make of it");
  return node.name;
}

/** `ifs(a, 1, b, 2, 3)`: the value behind the first that holds, or the last. */
const ifs: SpecialForm = {
  of(args, scope, typeOf) {
    const types = args.map((arg) => typeOf(arg, scope));
    return common(types.filter((_, index) => index % 2 === 1 || index === args.length - 1));
  },
  run(args, scope, evaluate) {
    for (let index = 0; index + 1 < args.length; index += 2) {
      if (!isEmpty(value(args, index, scope, evaluate))) return value(args, index + 1, scope, evaluate);
    }
    return args.length % 2 === 1 ? value(args, args.length - 1, scope, evaluate) : null;
  },
};

export const SPECIAL_FORMS: Record<string, SpecialForm> = {
  if: ifs,
  ifs,
  let: lets,
  lets,
  and: logic((args, scope, evaluate) =>
    args.every((_, index) => !isEmpty(value(args, index, scope, evaluate))),
  ),
  or: logic((args, scope, evaluate) =>
    args.some((_, index) => !isEmpty(value(args, index, scope, evaluate))),
  ),
  map: overItems(
    (_, result) => listOf(result),
    (items) => items.map(({ result }) => result),
  ),
  filter: overItems(listOf, (items) => items.filter(holds).map(({ item }) => item)),
  find: overItems(
    (item) => item,
    (items) => items.find(holds)?.item ?? null,
  ),
  findIndex: overItems(
    () => "number",
    (items) => items.findIndex(holds),
  ),
  some: overItems(
    () => "boolean",
    (items) => items.some(holds),
  ),
  every: overItems(
    () => "boolean",
    (items) => items.every(holds),
  ),
  sort: {
    of: (args, scope, typeOf) => listOf(itemOf(typeOf(argument(args, 0), scope))),
    run(args, scope, evaluate) {
      const items =
        args.length > 1
          ? each(args, scope, evaluate)
          : toList(value(args, 0, scope, evaluate)).map((item) => ({ item, result: item }));
      return items.toSorted((a, b) => compare(a.result, b.result)).map(({ item }) => item);
    },
  },
};
