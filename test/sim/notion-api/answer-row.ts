import type { Column, Property, Row } from "../../../shared/domain/row.ts";
import { type State, show, type WorldRow, type WorldSource } from "../notion-world.ts";
import { isPoisoned, spoiled } from "../poison.ts";
import type { NotionHost } from "./host.ts";

/** A state as an answer shows it, with the columns that its source has now. */
export function answerRow(
  { faults, time }: NotionHost,
  row: WorldRow,
  state: State,
  columns: readonly Column[],
): Row {
  const shown = show(row, state, columns);
  if (row.poison && isPoisoned(row, time.now())) return spoiled(shown, row.poison.kind);
  if (!faults.strike("properties come in another order")) return shown;
  const properties: [string, Property][] = Object.entries(shown.properties).reverse();
  return { ...shown, properties: Object.fromEntries(properties) };
}

export function columnsOf({ schemas }: WorldSource): readonly Column[] {
  return (schemas.at(-1) as WorldSource["schemas"][number]).columns;
}
