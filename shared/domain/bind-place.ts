import type { Column, SourceSchema } from "./row.ts";
import type { TemplatePlace } from "./template.ts";
import { fold, straighten } from "./words.ts";

const FIELDS = ["row.url", "rule.name"] as const;

/**
 * What the name in a place stands for: a column, `before.` a column, `row.url` or `rule.name`. Quotes around a name make
 * it a column's, so that a column called "row.url" can be reached.
 * @returns `unknown` with the name that is no column of the source.
 */
export function bindPlace(
  written: string,
  source: SourceSchema,
): { place: TemplatePlace } | { unknown: string } {
  const quoted = unquoted(written);
  if (quoted === undefined) {
    const field = FIELDS.find((name) => name === fold(written).replace(/ ?\. ?/, "."));
    if (field !== undefined) return { place: { field } };
    const before = /^before\s*\.\s*(\S.*)$/is.exec(written)?.[1];
    if (before !== undefined && !findColumn(written, source)) return bindColumn(before, "before", source);
  }
  return bindColumn(written, "after", source);
}

function bindColumn(
  written: string,
  of: "after" | "before",
  source: SourceSchema,
): { place: TemplatePlace } | { unknown: string } {
  const name = unquoted(written) ?? written;
  const column = findColumn(name, source) ?? findColumn(written, source);
  if (column === undefined) return { unknown: name };
  const { id: property, numberFormat } = column;
  return { place: { property, of, ...(numberFormat === undefined ? {} : { numberFormat }) } };
}

/** Exactly as written if there is one, since two columns may differ by case only. */
function findColumn(name: string, source: SourceSchema): Column | undefined {
  const folded = fold(name);
  return (
    source.columns.find((column) => column.name === name) ??
    source.columns.find((column) => fold(column.name) === folded)
  );
}

function unquoted(written: string): string | undefined {
  return /^(["']).+\1$/s.test(straighten(written)) ? written.slice(1, -1).trim() : undefined;
}
