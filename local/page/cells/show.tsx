import type { ComponentChildren } from "preact";
import { type Cell, type Column, titleOf } from "../api/notion.ts";
import { rowsOf } from "../state/rows.ts";
import { Pill } from "./pill.tsx";
import { RichText } from "./rich-text.tsx";
import { showDate } from "./show-date.ts";
import { showNumber } from "./show-number.ts";

/** A cell as it reads; nothing for an empty one. */
export function Show({ cell, column }: { cell: Cell; column: Column | undefined }): ComponentChildren {
  switch (cell.type) {
    case "title":
      return <RichText spans={cell.title} />;
    case "rich_text":
      return <RichText spans={cell.rich_text} />;
    case "status":
      return (
        cell.status && (
          <Pill color={cell.status.color} hasDot>
            {cell.status.name}
          </Pill>
        )
      );
    case "select":
      return cell.select && <Pill color={cell.select.color}>{cell.select.name}</Pill>;
    case "multi_select":
      return <Pills texts={cell.multi_select} />;
    case "number":
      return cell.number === null
        ? null
        : showNumber(cell.number, column?.type === "number" ? column.number.format : "number");
    case "people":
      return cell.people.map((person) => (
        <PersonName key={person.id} name={"name" in person ? person.name : null} />
      ));
    case "relation":
      return <Related ids={cell.relation.map(({ id }) => id)} column={column} />;
    case "checkbox":
      return cell.checkbox ? "Yes" : "No";
    default:
      return showPlain(cell);
  }
}

function showPlain(cell: Cell): string | null {
  switch (cell.type) {
    case "date":
      return range(cell.date);
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
    case "created_by":
      return nameOf(cell.created_by);
    case "last_edited_by":
      return nameOf(cell.last_edited_by);
    case "formula":
      return computed(cell.formula);
    case "rollup":
      return cell.rollup.type === "array" ? `${cell.rollup.array.length}` : computed(cell.rollup);
    case "unique_id":
      return [cell.unique_id.prefix, cell.unique_id.number].filter((part) => part !== null).join("-");
    case "files":
      return cell.files.map(({ name }) => name).join(", ");
    default:
      return null;
  }
}

type DateRange = { start: string; end: string | null } | null;

function range(date: DateRange): string | null {
  return date && [date.start, date.end].flatMap((iso) => (iso ? showDate(iso) : [])).join(" → ");
}

function computed(value: { type: string } & Record<string, unknown>): string | null {
  const inner = value[value.type];
  if (inner === null || inner === undefined) return null;
  if (typeof inner === "number") return showNumber(inner, "number_with_commas");
  if (typeof inner === "boolean") return inner ? "Yes" : "No";
  return value.type === "date" ? range(inner as DateRange) : String(inner);
}

function nameOf(person: object): string {
  return "name" in person ? String(person.name) : "";
}

function Pills({ texts }: { texts: readonly { id: string; name: string; color: string }[] }) {
  return (
    <span class="several">
      {texts.map(({ id, name, color }) => (
        <Pill key={id} color={color}>
          {name}
        </Pill>
      ))}
    </span>
  );
}

export function PersonName({ name }: { name: string | null }) {
  const initials = (name ?? "?")
    .split(" ")
    .map((word) => word[0])
    .join("")
    .slice(0, 2);
  return (
    <span class="person">
      <span class="avatar" aria-hidden="true">
        {initials}
      </span>
      {name ?? "Somebody"}
    </span>
  );
}

function Related({ ids, column }: { ids: string[]; column: Column | undefined }) {
  const target = column?.type === "relation" ? column.relation.data_source_id : undefined;
  const rows = target ? rowsOf(target).value : undefined;
  return (
    <span class="several">
      {ids.map((id) => {
        const state = rows?.find((one) => one.id === id);
        return (
          <span key={id} class="related">
            {state ? titleOf(state.row.value) || "Untitled" : "…"}
          </span>
        );
      })}
    </span>
  );
}
