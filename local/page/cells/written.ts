import type { Cell } from "../api/notion.ts";
import { plainText } from "../api/notion.ts";
import { respan } from "./respan.ts";

type File = { name: string; type?: string } & Record<string, unknown>;

/** A cell as Notion takes it, under its type, from how Notion shows it. */
export function writtenOf(cell: Cell): object {
  return { [cell.type]: valueIn(cell) };
}

function valueIn(cell: Cell): unknown {
  switch (cell.type) {
    case "title":
      return respan(cell.title, plainText(cell.title));
    case "rich_text":
      return respan(cell.rich_text, plainText(cell.rich_text));
    case "select":
      return byName(cell.select);
    case "status":
      return byName(cell.status);
    case "multi_select":
      return cell.multi_select.map(byName);
    case "people":
      return cell.people.map(({ id }) => ({ id }));
    case "relation":
      return cell.relation.map(({ id }) => ({ id }));
    case "files":
      return cell.files.map((file) => writtenFile(file as File));
    default:
      return (cell as unknown as Record<string, unknown>)[cell.type];
  }
}

/** By name: an option that was just made here has no id yet. */
const byName = (option: { name: string } | null) => option && { name: option.name };

/** A file that Notion keeps is named by where it is now. */
export function writtenFile({ name, type = "external", ...file }: File): object {
  return { name, type, [type]: file[type] };
}
