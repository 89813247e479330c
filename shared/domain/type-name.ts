/** Where Notion's interface calls a type otherwise than its API. */
const names: Record<string, string> = {
  rich_text: "text",
  multi_select: "multi-select",
  people: "person",
  files: "files & media",
  url: "URL",
  phone_number: "phone",
  unique_id: "ID",
};

/** What a column's type is called where its author sees it: `multi-select`, `created time`. */
export function typeName(type: string): string {
  return names[type] ?? type.replaceAll("_", " ");
}
