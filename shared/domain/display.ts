import { dateText, momentText } from "./date-text.ts";
import { type Computed, type Person, plainText, type Value } from "./row.ts";

/** How a cell reads in a sentence; `""` for an empty one. What comes back is data, never a template. */
export function displayText(value: Value): string {
  switch (value.type) {
    case "title":
    case "rich_text":
      return plainText(value.value);
    case "number":
      return value.value === null ? "" : JSON.stringify(value.value);
    case "select":
    case "status":
      return value.value?.name ?? "";
    case "multi_select":
    case "files":
      return joined(value.value.map((item) => item.name));
    case "date":
      return value.value === null ? "" : dateText(value.value);
    case "people":
      return joined(value.value.map(personText));
    case "created_by":
    case "last_edited_by":
      return value.value === null ? "" : personText(value.value);
    case "checkbox":
      return yesNo(value.value);
    case "url":
    case "email":
    case "phone_number":
      return value.value ?? "";
    case "created_time":
    case "last_edited_time":
      // Notion's own times are always UTC, unlike a date that somebody entered: say so.
      return value.value === null ? "" : `${momentText(value.value)} UTC`;
    case "relation":
      return joined(relatedTexts(value));
    case "unique_id":
      return uniqueIdText(value.value);
    case "formula":
      return computedText(value.value);
    case "rollup":
      return value.value.kind === "array"
        ? joined(value.value.value.map(displayText))
        : computedText(value.value);
    case "other":
      return otherText(value.value);
  }
}

/** Does Notion show this cell as empty? A checkbox never is. */
export function isEmptyValue(value: Value): boolean {
  switch (value.type) {
    case "title":
    case "rich_text":
      return plainText(value.value) === "";
    case "unique_id":
      return typeof value.value?.number !== "number";
    case "formula":
      return isBlank(value.value.value);
    case "rollup":
      return value.value.kind === "array"
        ? value.value.value.every(isEmptyValue)
        : isBlank(value.value.value);
    default:
      return isBlank(value.value);
  }
}

/** The address of a page in Notion. */
export function pageLink(pageId: string): string {
  return `https://app.notion.com/p/${pageId.replaceAll("-", "")}`;
}

/** What related pages are called; where that is not known, their addresses. */
export function relatedTexts({ value, pages = {} }: Value & { type: "relation" }): string[] {
  return value.map((id) => {
    const page = pages[id];
    return page ? page.title || "Untitled" : pageLink(id);
  });
}

function isBlank(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === "object" && value !== null) return Object.keys(value).length === 0;
  return value === null || value === undefined || value === "";
}

function personText(person: Person): string {
  return person.name || person.email || "";
}

function uniqueIdText(id: { prefix: string | null; number: number | null } | null): string {
  if (typeof id?.number !== "number") return "";
  return id.prefix ? `${id.prefix}-${id.number}` : String(id.number);
}

function computedText(computed: Computed): string {
  if (computed.value === null) return "";
  switch (computed.kind) {
    case "string":
      return computed.value;
    case "number":
      return JSON.stringify(computed.value);
    case "boolean":
      return yesNo(computed.value);
    case "date":
      return dateText(computed.value);
  }
}

/** A type Notion added later, or one of the rare ones: a place has a name and an address, a verification a state. */
function otherText(value: unknown): string {
  if (typeof value === "boolean") return yesNo(value);
  if (typeof value === "string" || typeof value === "number") return String(value);
  if (typeof value !== "object" || value === null) return "";
  for (const key of ["name", "address", "state"]) {
    const text: unknown = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
    if (typeof text === "string" && text !== "") return text;
  }
  return "";
}

function yesNo(value: boolean): string {
  return value ? "Yes" : "No";
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join(", ");
}
