import type { Column, SourceSchema } from "./row.ts";
import { fold } from "./words.ts";

/** A column that is renamed every week would otherwise fill the schema with its past. */
const mostNames = 10;

/** A schema as it was read now, with the names its columns had when it was read before. */
export function rememberNames(before: SourceSchema | undefined, now: SourceSchema): SourceSchema {
  const known = new Map(before?.columns.map((column) => [column.id, column]));
  const columns = now.columns.map((column) => {
    const formerNames = namesBefore(known.get(column.id), column.name);
    return formerNames.length === 0 ? column : { ...column, formerNames };
  });
  return { ...now, columns };
}

function namesBefore(before: Column | undefined, name: string): string[] {
  if (!before) return [];
  const names = new Set([before.name, ...(before.formerNames ?? [])]);
  names.delete(name);
  return [...names].slice(0, mostNames);
}

/**
 * A source in which each column is also found under the names it had before, as far as no other has them now.
 * @returns undefined when no column was ever called otherwise.
 */
export function formerView(source: SourceSchema): SourceSchema | undefined {
  const taken = new Set(source.columns.map(({ name }) => fold(name)));
  const former: Column[] = [];
  for (const column of source.columns) {
    for (const name of column.formerNames ?? []) {
      if (taken.has(fold(name))) continue;
      taken.add(fold(name));
      former.push({ ...column, name });
    }
  }
  return former.length === 0 ? undefined : { ...source, columns: [...source.columns, ...former] };
}
