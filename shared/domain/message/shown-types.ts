/** The types of blocks that a message shows, or leaves out knowingly: those that speak about the page in Notion. */
const shownTypes = [
  "paragraph",
  "heading_1",
  "heading_2",
  "heading_3",
  "heading_4",
  "quote",
  "callout",
  "divider",
  "code",
  "equation",
  "bulleted_list_item",
  "numbered_list_item",
  "to_do",
  "toggle",
  "image",
  "bookmark",
  "embed",
  "link_preview",
  "video",
  "audio",
  "file",
  "pdf",
  "child_page",
  "child_database",
  "link_to_page",
  "table",
  "column_list",
  "column",
  "synced_block",
  "tab",
  "table_of_contents",
  "breadcrumb",
] as const;

export type ShownType = (typeof shownTypes)[number];

const known: ReadonlySet<string> = new Set([...shownTypes, "table_row", "row_page"]);

/** Does a message know how blocks of this type look? Apart from what draws them: whoever reads rules only asks. */
export function isShown(type: string): boolean {
  return known.has(type);
}
