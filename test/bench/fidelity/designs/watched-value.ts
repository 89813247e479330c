import type { Row } from "../../../../shared/domain/row.ts";
import { watchedCell } from "../world.ts";

/** What an answer shows in the watched cell. */
export function watchedValue(row: Row): number {
  const property = row.properties[watchedCell];
  return property?.type === "number" ? (property.value ?? 0) : 0;
}
