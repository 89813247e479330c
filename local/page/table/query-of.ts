import type { Column, Row, Source } from "../api/notion.ts";
import type { Query } from "../api/query.ts";
import type { Condition, TableView } from "../state/table-view.ts";
import { filterableOf, type Operand } from "./conditions.ts";

/** The view as Notion's query takes it. Lines that are not filled in yet, and those of columns that are gone, ask for nothing. */
export function queryOf(source: Source, { filters, join, sorts }: TableView, sample: Row | undefined): Query {
  const columns = Object.values(source.properties);
  const asked = filters.flatMap((line) => {
    const column = columns.find(({ id }) => id === line.columnId);
    return (column && filterOf(line, column, sample)) ?? [];
  });
  const kept = sorts.filter(({ columnId }) => columns.some(({ id }) => id === columnId));
  return {
    ...(asked.length > 0 && { filter: { [join]: asked } }),
    sorts: kept.map(({ columnId, direction }) => ({ property: idOf(columnId), direction })),
  };
}

/** A query names columns by their true ids, the schema shows them percent-encoded. */
const idOf = (columnId: string) => decodeURIComponent(columnId);

function filterOf(line: Condition, column: Column, sample: Row | undefined): object | undefined {
  const filterable = filterableOf(column, sample?.properties[column.name]);
  const operator = filterable?.operators.find(({ id }) => id === line.operator);
  if (!filterable || !operator) return undefined;
  const value = operandOf(operator.operand, operator.id, line.value);
  if (value === undefined) return undefined;
  const test: object = { [operator.id]: value };
  return {
    property: idOf(column.id),
    ...filterable.path.reduceRight((inner, key) => ({ [key]: inner }), test),
  };
}

function operandOf(operand: Operand, operator: string, value: string): unknown {
  if (operand === "none") return operator.startsWith("is_") ? true : {};
  if (operand === "checkbox") return value !== "false";
  if (value === "") return undefined;
  if (operand !== "number") return value;
  const number = Number(value.replaceAll(",", ""));
  return Number.isFinite(number) ? number : undefined;
}
