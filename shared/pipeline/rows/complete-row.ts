import { hashRow } from "../../domain/content.ts";
import { BudgetError, PermanentError, TransientError } from "../../domain/errors.ts";
import { shortTitle } from "../../domain/refusal.ts";
import type { Property, Row } from "../../domain/row.ts";
import type { SnapshotMark } from "../../ports.ts";
import type { Seen } from "../judge/change-of.ts";
import type { Reading } from "../judge/reading.ts";

/** A row's last minute may still see edits, and an index shows them late: until then its cut values are read again. */
const settledMs = 3 * 60_000;

const longestWaitMs = 60 * 60_000;

/**
 * Was this very answer seen before, and all that Notion cuts from it read after the row's last edit had settled? Beyond the
 * first 25 references nothing but the edit time tells of a change.
 */
export function isShownBefore({ volatile }: Reading, row: Row, { shown, removed }: SnapshotMark): boolean {
  if (!shown || removed || !isSettled(row, shown.completedAt)) return false;
  return hashRow(row, volatile).hash === shown.hash;
}

/**
 * Reads what Notion cut from a row, as far as a rule uses it.
 * @throws BudgetError, and TransientError where the row is better read by the next poll.
 */
export async function completeRow(reading: Reading, row: Row): Promise<Seen> {
  const shortened = Object.values(row.properties).filter((property) => isNeeded(reading, property));
  if (shortened.length === 0) return { row, content: hashRow(row, reading.volatile) };
  const workspace = reading.connection.within("confirm");
  const whole: Row["properties"] = { ...row.properties };
  const refused: string[] = [];
  for (const property of shortened) {
    const { truncated: _cut, ...rest } = property;
    const value = await unlessRefused(reading, row, () => workspace.value(row.id, property.id));
    if (value) whole[property.id] = { ...rest, ...value } as Property;
    else refused.push(property.id);
  }
  const complete = { ...row, properties: whole };
  const seen = { row: complete, content: hashRow(complete, reading.volatile) };
  if (refused.length > 0) return { ...seen, refused };
  return { ...seen, shown: { hash: hashRow(row, reading.volatile).hash, completedAt: reading.startedAt } };
}

/**
 * A value that Notion does not give stays as it is shown, cut: nothing beyond that is followed, and its author is told. What
 * may pass is waited for, an hour at the most, so that one row does not keep the watermark.
 */
async function unlessRefused<T>(
  { startedAt, result }: Reading,
  row: Row,
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof BudgetError || !(error instanceof TransientError || error instanceof PermanentError))
      throw error;
    const isOld = Date.parse(startedAt) - Date.parse(row.lastEditedTime) > longestWaitMs;
    if (error instanceof TransientError && !isOld) throw error;
    result.refusals.push({
      rowId: row.id,
      text: `beyond the first 25 references of the row "${shortTitle(row)}" nothing is followed: ${error.message}`,
    });
    return undefined;
  }
}

/** Is it worth remembering that a row's values are complete? Before its edit settled they are read again anyway. */
export function isWorthRemembering({ row, shown }: Seen): boolean {
  return shown !== undefined && isSettled(row, shown.completedAt);
}

function isSettled(row: Row, completedAt: string): boolean {
  return Date.parse(completedAt) >= Date.parse(row.lastEditedTime) + settledMs;
}

function isNeeded({ rules: { uses } }: Reading, { id, truncated }: Property): boolean {
  return truncated === true && (uses === "any" || uses.has(id));
}
