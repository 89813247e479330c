import type { Source } from "../api/notion.ts";
import type { Query } from "../api/query.ts";
import { type Operand, operatorsAt } from "./conditions.ts";
import type { Condition, SortLine, TableView } from "./table-view.ts";

/** The view as Notion takes it. Lines that are not filled in yet, and those of columns that are gone, ask for nothing. */
export function queryOf(source: Source, { filters, join, foreign, sorts }: TableView): Query {
  const ids = new Set(Object.values(source.properties).map(({ id }) => id));
  const asked = filters.filter(({ columnId }) => ids.has(columnId)).flatMap((line) => filterOf(line) ?? []);
  const kept = sorts.filter(({ columnId }) => timestampOf(columnId) !== undefined || ids.has(columnId));
  const filter = foreign ? both(foreign, join, asked) : asked.length > 0 && { [join]: asked };
  return { ...(filter && { filter }), sorts: kept.map(sortOf) };
}

/** Groups nest only once, so one that joins by `and` takes the lines in. */
function both(foreign: object, join: string, asked: object[]): object {
  if (asked.length === 0) return foreign;
  const lines = join === "and" ? asked : [{ or: asked }];
  return { and: [...("and" in foreign ? (foreign.and as object[]) : [foreign]), ...lines] };
}

export function timestampOf(columnId: string): string | undefined {
  const [kind, name] = columnId.split(":");
  return kind === "timestamp" ? name : undefined;
}

function sortOf({ columnId, direction }: SortLine): object {
  const timestamp = timestampOf(columnId);
  return timestamp ? { timestamp, direction } : { property: idOf(columnId), direction };
}

/** A query names columns by their true ids, the schema shows them percent-encoded. */
const idOf = (columnId: string) => decodeURIComponent(columnId);

function filterOf({ columnId, path, operator: id, value }: Condition): object | undefined {
  const operator = operatorsAt(path).find((one) => one.id === id);
  const operand = operator && operandOf(operator.operand, operator.id, value);
  if (!operator || operand === undefined) return undefined;
  const test: object = { [operator.id]: operand };
  return { property: idOf(columnId), ...path.reduceRight((inner, key) => ({ [key]: inner }), test) };
}

function operandOf(operand: Operand, operator: string, value: string): unknown {
  if (operand === "none") return operator.startsWith("is_") ? true : {};
  if (operand === "checkbox") return value !== "false";
  if (value === "") return undefined;
  if (operand !== "number") return value;
  const number = Number(value.replaceAll(",", ""));
  return Number.isFinite(number) ? number : undefined;
}
