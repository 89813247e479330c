import type { Cell, Column } from "../api/notion.ts";
import { plainText } from "../api/notion.ts";
import { titleSignal } from "../state/titles.ts";
import { authorsOf } from "./show-people.tsx";

type Computed = { type: string } & Record<string, unknown>;

/** A cell as plain text: what a spreadsheet takes, and `readPasted` reads again. */
export function textOf(cell: Cell, column: Column): string {
  switch (cell.type) {
    case "title":
      return plainText(cell.title);
    case "rich_text":
      return plainText(cell.rich_text);
    case "status":
      return cell.status?.name ?? "";
    case "select":
      return cell.select?.name ?? "";
    case "multi_select":
      return cell.multi_select.map(({ name }) => name).join(", ");
    case "checkbox":
      return cell.checkbox ? "Yes" : "No";
    case "date":
      return [cell.date?.start, cell.date?.end].filter(Boolean).join(" → ");
    case "people":
    case "created_by":
    case "last_edited_by":
      return (authorsOf(cell) ?? []).map((person) => ("name" in person && person.name) || "").join(", ");
    case "relation":
      return cell.relation.map(({ id }) => titleSignal(id, targetOf(column)).peek() ?? "").join(", ");
    case "files":
      return cell.files.map(({ name }) => name).join(", ");
    case "unique_id":
      return [cell.unique_id.prefix, cell.unique_id.number].filter((part) => part !== null).join("-");
    case "formula":
      return resultOf(cell.formula as Computed);
    case "rollup":
      return resultOf(cell.rollup as Computed);
    default:
      return String((cell as unknown as Record<string, unknown>)[cell.type] ?? "");
  }
}

/** A formula or a rollup comes to one value, or to a list of cells. */
function resultOf(result: Computed): string {
  const value = result[result.type];
  if (Array.isArray(value)) return value.map((one: Cell) => textOf(one, {} as Column)).join(", ");
  if (result.type === "boolean") return value ? "Yes" : "No";
  if (result.type === "date") {
    const { start, end } = (value ?? {}) as { start?: string; end?: string };
    return [start, end].filter(Boolean).join(" → ");
  }
  return String(value ?? "");
}

const targetOf = (column: Column) =>
  column.type === "relation" ? (column.relation.data_source_id ?? undefined) : undefined;
