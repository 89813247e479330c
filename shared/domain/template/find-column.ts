import type { Column, SourceSchema } from "../row.ts";
import { fold, straighten } from "../words.ts";

/** The column of that name, with or without quotes around it; exactly as written first, since two may differ by case only. */
export function findColumn(written: string, source: SourceSchema): Column | undefined {
  const name = unquoted(written);
  return (name === undefined ? undefined : named(name, source)) ?? named(written, source);
}

/** What stands within quotes that hold all of it. */
export function unquoted(written: string): string | undefined {
  return /^(["']).+\1$/s.test(straighten(written)) ? written.slice(1, -1).trim() : undefined;
}

function named(name: string, { columns }: SourceSchema): Column | undefined {
  const folded = fold(name);
  return (
    columns.find((column) => column.name === name) ?? columns.find((column) => fold(column.name) === folded)
  );
}
