import type { Call } from "../call.ts";
import type { DataSource, Property } from "../entities.ts";

/** Rows that were there before the unique id get their numbers by age; the next row goes on from there. */
export function numberRows({ workspace: { store } }: Call, source: DataSource, property: Property): void {
  const rows = store.rows(source.id);
  for (const [index, row] of rows.entries()) {
    store.put({ ...row, values: { ...row.values, [property.id]: index + 1 } });
  }
  const others = source.properties.some((one) => one.type === "unique_id" && one.id !== property.id);
  const nextNumber = others ? Math.max(source.nextNumber, rows.length + 1) : rows.length + 1;
  store.put({ ...source, nextNumber });
}
