import { digestOf } from "../../domain/content.ts";
import type { Row } from "../../domain/row.ts";
import type { Reading } from "../judge/reading.ts";

/**
 * Rows show every column's id, name and type. When they are not as they last were, rules are bound anew by the next poll.
 * So they are when the first row that is read lacks a column: it was removed since the source was looked at.
 * @returns true when that has just come to light: what was read is not to be judged by rules that mean other columns.
 */
export async function noticeSchema(
  { services, lease, schema }: Reading,
  rows: readonly Row[],
): Promise<boolean> {
  const row = rows.at(-1);
  if (!row) return false;
  const columns = Object.values(row.properties).map(({ id, name, type }) => `${id}:${name}:${type}`);
  const rowColumns = digestOf(columns.sort().join("\n"));
  if (rowColumns === schema.rowColumns) return false;
  const isOther = schema.rowColumns !== undefined || schema.columns.some(({ id }) => !row.properties[id]);
  if (isOther) schema.stale = true;
  schema.rowColumns = rowColumns;
  await services.sources.saveSchema(lease, schema);
  return isOther;
}
