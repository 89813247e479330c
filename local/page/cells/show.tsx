import type { ComponentChildren } from "preact";
import type { Cell, Column } from "../api/notion.ts";
import { titleSignal } from "../state/titles.ts";
import { Pill } from "./pill.tsx";
import { RichText } from "./rich-text.tsx";
import { Computed } from "./show-computed.tsx";
import { showDate, showRange } from "./show-date.ts";
import { Files } from "./show-files.tsx";
import { showNumber } from "./show-number.ts";
import { authorsOf, People } from "./show-people.tsx";

/** A cell as it reads; nothing for an empty one. */
export function Show({ cell, column }: { cell: Cell; column: Column | undefined }): ComponentChildren {
  switch (cell.type) {
    case "title":
      return <RichText spans={cell.title} />;
    case "rich_text":
      return <RichText spans={cell.rich_text} />;
    case "status":
      return cell.status && <Options options={[cell.status]} hasDot />;
    case "select":
      return cell.select && <Options options={[cell.select]} />;
    case "multi_select":
      return <Options options={cell.multi_select} />;
    case "number":
      return cell.number === null
        ? null
        : showNumber(cell.number, column?.type === "number" ? column.number.format : "number");
    case "relation":
      return <Related cell={cell} column={column} />;
    case "files":
      return <Files files={cell.files} />;
    case "formula":
    case "rollup":
      return <Computed cell={cell} column={column} show={(one, of) => <Show cell={one} column={of} />} />;
    case "checkbox":
      return cell.checkbox ? "Yes" : "No";
    case "people":
    case "created_by":
    case "last_edited_by":
      return <People people={authorsOf(cell) ?? []} />;
    default:
      return showPlain(cell);
  }
}

function showPlain(cell: Cell): string | null {
  switch (cell.type) {
    case "date":
      return showRange(cell.date);
    case "email":
      return cell.email;
    case "url":
      return cell.url;
    case "phone_number":
      return cell.phone_number;
    case "created_time":
      return showDate(cell.created_time);
    case "last_edited_time":
      return showDate(cell.last_edited_time);
    case "unique_id":
      return [cell.unique_id.prefix, cell.unique_id.number].filter((part) => part !== null).join("-");
    case "verification":
      return cell.verification?.state ?? null;
    default:
      return null;
  }
}

type OptionsProps = { options: readonly { id: string; name: string; color: string }[]; hasDot?: boolean };

function Options({ options, hasDot = false }: OptionsProps) {
  return (
    <span class="several">
      {options.map(({ id, name, color }) => (
        <Pill key={id} color={color} hasDot={hasDot}>
          {name}
        </Pill>
      ))}
    </span>
  );
}

function Related({
  cell,
  column,
}: {
  cell: Extract<Cell, { type: "relation" }>;
  column: Column | undefined;
}) {
  const target = column?.type === "relation" ? column.relation.data_source_id : undefined;
  return (
    <span class="several">
      {cell.relation.map(({ id }) => (
        <span key={id} class="related">
          {titleSignal(id, target).value ?? "…"}
        </span>
      ))}
      {"has_more" in cell && cell.has_more === true && <span class="quiet">and more</span>}
    </span>
  );
}
