import type { SourceSchema } from "./row.ts";

/** How long a column that was removed may come back with what its cells held: Notion keeps a trash for 30 days. */
const keptMs = 30 * 24 * 60 * 60_000;

/**
 * Since when columns are gone, an ISO time by property id, as far as they may come back.
 * @param now the schema as it was read at `at`; `before` as it was read before that.
 */
export function goneColumns(
  before: SourceSchema | undefined,
  now: SourceSchema,
  at: string,
): Record<string, string> {
  const present = new Set(now.columns.map(({ id }) => id));
  const known = { ...Object.fromEntries((before?.columns ?? []).map(({ id }) => [id, at])), ...before?.gone };
  return Object.fromEntries(
    Object.entries(known).filter(
      ([id, since]) => !present.has(id) && Date.parse(at) - Date.parse(since) < keptMs,
    ),
  );
}

/** May what a row held in this column show again? Not known for sure of a schema that is about to be read anew. */
export function mayComeBack({ columns, gone, stale }: SourceSchema, columnId: string): boolean {
  return stale === true || gone?.[columnId] !== undefined || columns.some(({ id }) => id === columnId);
}
