import type { Column } from "../api/notion.ts";

export type Option = { id: string; name: string; color: string };

/** The options of a select, multi-select or status, in the order of its menu; undefined for another column. */
export function optionsOf(column: Column): Option[] | undefined {
  if (column.type === "select") return column.select.options;
  if (column.type === "multi_select") return column.multi_select.options;
  if (column.type !== "status") return undefined;
  const { options, groups } = column.status;
  const order = groups.flatMap(({ option_ids }) => option_ids);
  return options.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}
