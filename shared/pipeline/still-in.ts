import type { Row, SourceSchema } from "../domain/row.ts";

/** Is a row that was read by itself still in its source? A wiki's page may name its database as its parent, and no source. */
export function isStillIn({ id }: Pick<SourceSchema, "id">, row: Row): boolean {
  return !row.inTrash && (row.sourceId === id || row.sourceId === "");
}
