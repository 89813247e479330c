import { isKey, operatorsAt } from "./conditions.ts";
import type { Condition, TableView } from "./table-view.ts";

type Lines = Pick<TableView, "filters" | "join" | "foreign">;

/** A saved filter as lines; what they cannot show is kept whole. */
export function readFilter(filter: object | null): Lines {
  if (!filter) return { filters: [], join: "and" };
  const join = "or" in filter ? "or" : "and";
  const members: unknown = join in filter ? (filter as Record<string, unknown>)[join] : [filter];
  const lines = Array.isArray(members) ? members.map(readLine) : [undefined];
  const filters = lines.filter((line) => line !== undefined);
  return filters.length === lines.length ? { filters, join } : { filters: [], join: "and", foreign: filter };
}

function readLine(member: unknown): Condition | undefined {
  const { property, type: _type, ...rest } = member as Record<string, unknown>;
  if (typeof property !== "string") return undefined;
  const path: string[] = [];
  let inner = onlyEntry(rest);
  while (inner && isKey(inner[0]) && operatorOf(path, inner[0]) === undefined) {
    path.push(inner[0]);
    inner = onlyEntry(inner[1]);
  }
  const operator = inner && operatorOf(path, inner[0]);
  const value = operator?.operand === "none" ? "" : writtenOf(inner?.[1]);
  return operator && value !== undefined
    ? { columnId: property, path, operator: operator.id, value }
    : undefined;
}

const operatorOf = (path: readonly string[], name: string) => operatorsAt(path).find(({ id }) => id === name);

/** Several conditions in one are no line. */
function onlyEntry(value: unknown): [string, unknown] | undefined {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return entries.length === 1 ? entries[0] : undefined;
}

const writtenOf = (value: unknown) =>
  ["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined;
