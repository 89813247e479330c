import type { Test } from "./condition/condition.ts";
import type { Column, SourceSchema } from "./row.ts";
import { typeName } from "./type-name.ts";
import { cut, fold } from "./words.ts";

/** What the names in a rule's text stood for when they were bound, by property id. Plain JSON: it is stored with the rule. */
export type Bindings = Record<string, Binding>;

/** `options` are those that the text names, by id. */
type Binding = { names: string[]; type: string; options?: Record<string, string> };

/** What a compiled rule is bound to, under the names by which it was found in `source`. */
export function bindingsOf(
  ids: Iterable<string>,
  tests: readonly Test[],
  { columns }: SourceSchema,
): Bindings {
  const bindings: Bindings = {};
  for (const id of [...ids, ...tests.map(({ property }) => property)]) {
    const found = columns.filter((column) => column.id === id);
    const [first] = found;
    if (first) bindings[id] = { names: found.map(({ name }) => name), type: first.type };
  }
  for (const test of tests) {
    const binding = bindings[test.property];
    if (binding && "value" in test && test.value.type === "option") {
      const { id, name } = test.value.option;
      binding.options = { ...binding.options, [id]: name };
    }
  }
  return bindings;
}

/** What a source lacks of it, each as a sentence that says what to do. None means that it is what it was, names apart. */
export function lostBindings(bindings: Bindings, source: SourceSchema): string[] {
  return Object.entries(bindings).flatMap(([id, binding]) => lost(id, binding, source) ?? []);
}

function lost(id: string, binding: Binding, source: SourceSchema): string | undefined {
  const column = columnFor(id, binding, source);
  if (!column)
    return `${source.name} has no column "${binding.names[0]}" any more. Bring it back in Notion, or change what this rule says of it`;
  const where = `"${column.name}" in ${source.name}`;
  if (column.type !== binding.type)
    return `${where} is of the type ${typeName(column.type)} now, and was ${typeName(binding.type)}. Change it back in Notion, or edit this rule so that it fits`;
  const options = column.options ?? [];
  for (const [optionId, name] of Object.entries(binding.options ?? {})) {
    if (options.some((option) => option.id === optionId || fold(option.name) === fold(name))) continue;
    const names = cut(options.map((option) => option.name).join(", "), 200);
    return `${where} has no option "${name}" any more. Add it again in Notion, or name another one in this rule: ${names}`;
  }
  return undefined;
}

/** The column itself, or the one of its type that was made anew in its place; not another one that took over its name. */
function columnFor(id: string, binding: Binding, { columns }: SourceSchema): Column | undefined {
  const own = columns.find((column) => column.id === id);
  if (own) return own;
  const names = new Set(binding.names.map(fold));
  return columns.find(
    (column) => names.has(fold(column.name)) && column.type === binding.type && !column.formerNames,
  );
}

/** A source whose bound columns and options are called what the rule's text calls them, and no others are called so. */
export function boundView(source: SourceSchema, bindings: Bindings): SourceSchema {
  const columns: Column[] = [];
  const taken = new Set<string>();
  const bound = new Set<string>();
  for (const [id, binding] of Object.entries(bindings)) {
    const column = columnFor(id, binding, source);
    if (!column) continue;
    bound.add(column.id);
    for (const name of binding.names) {
      taken.add(fold(name));
      columns.push({ ...column, name, ...boundOptions(column, binding) });
    }
  }
  const others = source.columns.filter(({ id, name }) => !bound.has(id) && !taken.has(fold(name)));
  return { ...source, columns: [...columns, ...others] };
}

function boundOptions({ options }: Column, binding: Binding): Pick<Column, "options"> {
  const names = binding.options;
  if (!options || !names) return {};
  const isThere = (id: string) => options.some((option) => option.id === id);
  const taken = new Set(Object.entries(names).flatMap(([id, name]) => (isThere(id) ? fold(name) : [])));
  return {
    options: options.flatMap(({ id, name }) => {
      const boundName = names[id];
      if (boundName !== undefined) return { id, name: boundName };
      return taken.has(fold(name)) ? [] : { id, name };
    }),
  };
}
