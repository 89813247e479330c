import { hashRow } from "../domain/content.ts";
import type { Property, Row } from "../domain/row.ts";
import type { SnapshotMark } from "../ports.ts";
import type { Seen } from "./change-of.ts";
import type { Reading } from "./reading.ts";

/** A row's last minute may still see edits, and an index shows them late: until then its cut values are read again. */
const settledMs = 3 * 60_000;

/**
 * Was this very answer seen before, and all that Notion cuts from it read after the row's last edit had settled? Beyond the
 * first 25 references nothing but the edit time tells of a change.
 */
export function isShownBefore({ volatile }: Reading, row: Row, { shown, removed }: SnapshotMark): boolean {
  if (!shown || removed || !isSettled(row, shown.completedAt)) return false;
  return hashRow(row, volatile).hash === shown.hash;
}

/** Reads what Notion cut from a row, as far as a rule uses it. @throws BudgetError and what Workspace.value throws. */
export async function completeRow(reading: Reading, row: Row): Promise<Seen> {
  const cut = Object.values(row.properties).filter((property) => isNeeded(reading, property));
  if (cut.length === 0) return { row, content: hashRow(row, reading.volatile) };
  const workspace = reading.connection.within("confirm");
  const whole: Row["properties"] = { ...row.properties };
  for (const property of cut) {
    const { truncated: _cut, ...rest } = property;
    whole[property.id] = { ...rest, ...(await workspace.value(row.id, property.id)) } as Property;
  }
  const complete = { ...row, properties: whole };
  return {
    row: complete,
    content: hashRow(complete, reading.volatile),
    shown: { hash: hashRow(row, reading.volatile).hash, completedAt: reading.startedAt },
  };
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
