import { displayText } from "../display.ts";
import { plainText, type Value } from "../row.ts";

/** The values of a cell: those that a rollup shows, or the one it is. */
export function valuesOf(value: Value): readonly Value[] {
  if (value.type === "rollup" && value.value.kind === "array") return value.value.value.flatMap(valuesOf);
  return [value];
}

/** What can be counted in a value, or null. */
export function numberOf(value: Value): number | null {
  switch (value.type) {
    case "number":
      return value.value;
    case "unique_id":
      return value.value?.number ?? null;
    case "formula":
    case "rollup":
      return value.value.kind === "number" ? value.value.value : null;
    default:
      return null;
  }
}

/** A checkbox, or what a formula says for one; else null. */
export function booleanOf(value: Value): boolean | null {
  if (value.type === "checkbox") return value.value;
  const isComputed = value.type === "formula" || value.type === "rollup";
  return isComputed && value.value.kind === "boolean" ? value.value.value : null;
}

/** Where a date begins, ISO; else null. */
export function dateOf(value: Value): string | null {
  switch (value.type) {
    case "date":
      return value.value?.start ?? null;
    case "created_time":
    case "last_edited_time":
      return value.value;
    case "formula":
    case "rollup":
      return value.value.kind === "date" ? (value.value.value?.start ?? null) : null;
    default:
      return null;
  }
}

/** Every text a cell can be found by: a person by name or e-mail, a related page by its title. */
export function textsOf(value: Value): string[] {
  switch (value.type) {
    case "title":
    case "rich_text":
      return [plainText(value.value)];
    case "url":
    case "email":
    case "phone_number":
      return [value.value ?? ""];
    case "people":
      return value.value.flatMap(namesOf);
    case "created_by":
    case "last_edited_by":
      return value.value === null ? [] : namesOf(value.value);
    case "relation":
      return value.value.flatMap((id) => value.pages?.[id]?.title ?? []);
    case "formula":
    case "rollup":
      return value.value.kind === "string" ? [value.value.value ?? ""] : [];
    case "select":
    case "status":
      return value.value === null ? [] : [value.value.name];
    case "multi_select":
      return value.value.map((option) => option.name);
    case "other":
      return [displayText(value)];
    default:
      return [];
  }
}

function namesOf(person: { name?: string; email?: string }): string[] {
  return [person.name, person.email].filter((text) => text !== undefined && text !== "") as string[];
}
