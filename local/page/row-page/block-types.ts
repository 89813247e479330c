/** The blocks one can add, by Notion's name for their type. */
export const addable: Record<string, string> = {
  paragraph: "Text",
  heading_2: "Heading",
  bulleted_list_item: "Bulleted list",
  numbered_list_item: "Numbered list",
  to_do: "To-do",
  quote: "Quote",
  divider: "Divider",
};

/** Enter in one of these begins another of the same. */
const lists = ["bulleted_list_item", "numbered_list_item", "to_do"];

export function typeAfter(type: string): string {
  return lists.includes(type) ? type : "paragraph";
}
