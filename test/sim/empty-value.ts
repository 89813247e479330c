import type { Value } from "../../shared/domain/row.ts";

/** What a cell holds that nobody filled in. */
export function emptyValue(type: string): Value {
  switch (type) {
    case "title":
    case "rich_text":
      return { type, value: [] };
    case "number":
    case "select":
    case "status":
    case "date":
    case "email":
    case "url":
      return { type, value: null };
    case "relation":
      return { type, value: [] };
    case "multi_select":
      return { type, value: [] };
    case "checkbox":
      return { type, value: false };
    case "formula":
      return { type, value: { kind: "number", value: null } };
    default:
      return { type: "other", notionType: type, value: null };
  }
}
