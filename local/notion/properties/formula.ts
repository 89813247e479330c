import type { DataSource, Json, Property } from "../entities.ts";
import { expectString } from "../expect.ts";
import { evaluate } from "../formula/evaluate.ts";
import { parsed } from "../formula/parsed.ts";
import { typesOf } from "../formula/property-types.ts";
import { valuesOf } from "../formula/property-values.ts";
import { type ShownType, shownFormula, shownType } from "../formula/shown.ts";
import { typeOf } from "../formula/type-of.ts";
import { invalid } from "../problem.ts";
import type { Store } from "../store/store.ts";
import type { PropertyType } from "./property-type.ts";

/** Computed at each read, by the clock of then; never an edit of the row. */
export const formula: PropertyType = {
  configure(input, { where, dataSource, call, before }) {
    if (input.expression === undefined && before) return before;
    const expression = expectString(input.expression, `${where}.expression`);
    try {
      typeOf(parsed(expression), typesOf(call.workspace.store, dataSource));
    } catch (error) {
      throw invalid(`Type error with formula: ${(error as Error).message}`);
    }
    return { expression };
  },
  read(_, at) {
    const { store, clock } = at.call.workspace;
    try {
      const node = parsed(String(at.property.config.expression));
      const type = typeOf(node, typesOf(store, at));
      return shownFormula(type, evaluate(node, { now: clock.now(), variables: {}, ...valuesOf(at) }));
    } catch {
      // A property it names was removed, or formulas name each other in a circle.
      return { type: "unsupported", unsupported: {} } satisfies Json;
    }
  },
};

/** For a filter, which has to name the type of what the formula gives. */
export function resultType(property: Property, source: DataSource, store: Pick<Store, "get">): ShownType {
  try {
    return shownType(typeOf(parsed(String(property.config.expression)), typesOf(store, source)));
  } catch {
    return "string";
  }
}
