import type { SourceSchema } from "./row.ts";
import { typeName } from "./type-name.ts";
import { fold } from "./words.ts";

/**
 * Finds columns: the property id of each, and what is missing or of the wrong type, in words.
 * @param known ids as they were found before: people may have renamed the columns since.
 */
export function bindColumns(
  source: SourceSchema,
  wanted: Readonly<Record<string, string>>,
  known: Readonly<Record<string, string>> = {},
): { ids: Record<string, string>; missing: string[] } {
  const missing: string[] = [];
  const ids: Record<string, string> = {};
  for (const [name, type] of Object.entries(wanted)) {
    const column =
      source.columns.find((candidate) => candidate.id === known[name] && candidate.type === type) ??
      source.columns.find((candidate) => fold(candidate.name) === fold(name));
    if (column?.type === type) ids[name] = column.id;
    else
      missing.push(
        column ? `${name} (${typeName(type)}, not ${typeName(column.type)})` : `${name} (${typeName(type)})`,
      );
  }
  return { ids, missing };
}
