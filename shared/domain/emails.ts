import { plainText, type Value } from "./row.ts";

/**
 * What a cell holds for a place in To: e-mail cells, addresses of people and of related pages, and text or options taken apart at commas,
 * semicolons and spaces. Not yet checked: each still has to pass `parseAddress`.
 */
export function emailsOf(value: Value): string[] {
  switch (value.type) {
    case "title":
    case "rich_text":
      return wordsOf(plainText(value.value));
    case "email":
      return wordsOf(value.value ?? "");
    case "select":
    case "status":
      return wordsOf(value.value?.name ?? "");
    case "multi_select":
      return value.value.flatMap((option) => wordsOf(option.name));
    case "people":
      return value.value.flatMap((person) => wordsOf(person.email ?? ""));
    case "created_by":
    case "last_edited_by":
      return wordsOf(value.value?.email ?? "");
    case "relation":
      return value.value.flatMap((id) => wordsOf(value.pages?.[id]?.email ?? ""));
    case "formula":
      return value.value.kind === "string" ? wordsOf(value.value.value ?? "") : [];
    case "rollup":
      if (value.value.kind === "array") return value.value.value.flatMap(emailsOf);
      return value.value.kind === "string" ? wordsOf(value.value.value ?? "") : [];
    default:
      return [];
  }
}

/** Text taken apart where one address of a list ends and the next begins. */
export function wordsOf(text: string): string[] {
  return text.split(/[,;\s]+/u).filter((word) => word !== "");
}
