import type { ComponentChildren } from "preact";
import type { Cell, CellOf, Column } from "../api/notion.ts";
import { sources } from "../state/sources.ts";
import { type DateRange, showRange } from "./show-date.ts";
import { showNumber } from "./show-number.ts";

type Props = {
  cell: CellOf<"formula"> | CellOf<"rollup">;
  column: Column | undefined;
  /** How a cell of another row reads, that a rollup shows as it is. */
  show(cell: Cell, column: Column | undefined): ComponentChildren;
};

/** What a formula or a rollup comes to. */
export function Computed({ cell, column, show }: Props) {
  if (cell.type === "formula") return <>{textOf(cell.formula, "number_with_commas")}</>;
  if (cell.rollup.type !== "array") return <>{textOf(cell.rollup, formatOf(column))}</>;
  const rolled = rolledColumn(column);
  return (
    <span class="several">
      {(cell.rollup.array as Cell[]).map((one, index) => (
        <span key={index} class="rolled">
          {show(one, rolled)}
        </span>
      ))}
    </span>
  );
}

function textOf(value: { type: string } & Record<string, unknown>, format: string): string | null {
  const inner = value[value.type];
  if (inner === null || inner === undefined) return null;
  if (typeof inner === "number") return showNumber(inner, format);
  if (typeof inner === "boolean") return inner ? "Yes" : "No";
  return value.type === "date" ? showRange(inner as DateRange) : String(inner);
}

const asNumber = ["sum", "average", "median", "min", "max", "range"];

/** What is made of numbers is written as they are; a share as one; anything else is a count. */
function formatOf(column: Column | undefined): string {
  if (column?.type !== "rollup") return "number_with_commas";
  if (column.rollup.function.startsWith("percent")) return "percent";
  const rolled = asNumber.includes(column.rollup.function) ? rolledColumn(column) : undefined;
  return rolled?.type === "number" ? rolled.number.format : "number_with_commas";
}

/** The column of the related source that a rollup looks at. */
function rolledColumn(column: Column | undefined): Column | undefined {
  if (column?.type !== "rollup") return undefined;
  const { relation_property_name, rollup_property_name } = column.rollup;
  const own = sources.value.find(({ properties }) => properties[column.name]?.id === column.id);
  const relation = own?.properties[relation_property_name];
  const targetId = relation?.type === "relation" ? relation.relation.data_source_id : undefined;
  return sources.value.find(({ id }) => id === targetId)?.properties[rollup_property_name];
}
