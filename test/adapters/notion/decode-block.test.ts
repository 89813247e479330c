import { describe, expect, it } from "vitest";
import { decodeBlock } from "../../../shared/adapters/notion/decode-block.ts";

const rich = (content: string) => [
  { type: "text", plain_text: content, href: null, annotations: { color: "default" } },
];
const spans = (content: string) => [{ text: content }];

describe("a block", () => {
  it.each([
    ["paragraph", { rich_text: rich("Hello"), color: "default", icon: null }, { text: spans("Hello") }],
    [
      "heading_2",
      { rich_text: rich("Hello"), color: "red", is_toggleable: false },
      { text: spans("Hello"), color: "red" },
    ],
    ["to_do", { rich_text: rich("Pack"), checked: true }, { text: spans("Pack"), checked: true }],
    ["to_do", { rich_text: rich("Pack"), checked: false }, { text: spans("Pack"), checked: false }],
    [
      "code",
      { rich_text: rich("a = 1"), caption: rich("Setup"), language: "python" },
      { text: spans("a = 1"), language: "python" },
    ],
    [
      "callout",
      { rich_text: rich("Mind"), icon: { type: "emoji", emoji: "💡" } },
      { text: spans("Mind"), icon: "💡" },
    ],
    ["equation", { expression: "e=mc^2" }, { text: [{ text: "e=mc^2", equation: true }] }],
    ["equation", { expression: "" }, { text: [] }],
    ["divider", {}, { text: [] }],
    ["child_page", { title: "Terms" }, { text: spans("Terms"), url: "https://app.notion.com/p/b" }],
    ["child_database", { title: "Orders" }, { text: spans("Orders"), url: "https://app.notion.com/p/b" }],
    ["link_to_page", { type: "page_id", page_id: "1-2" }, { text: [], url: "https://app.notion.com/p/12" }],
    ["column", { width_ratio: 0.25 }, { text: [], ratio: 0.25 }],
    ["numbered_list_item", { rich_text: rich("a"), list_start_index: 3 }, { text: spans("a"), start: 3 }],
    [
      "bookmark",
      { url: "https://example.com", caption: rich("Us") },
      { text: spans("Us"), url: "https://example.com" },
    ],
    [
      "image",
      { type: "external", external: { url: "https://example.com/a.png" }, caption: [] },
      { text: [], url: "https://example.com/a.png" },
    ],
    [
      "pdf",
      {
        type: "file",
        file: { url: "https://s3.example.com/a.pdf?sig=1", expiry_time: "…" },
        caption: rich("Terms"),
      },
      // A link that is dead within an hour is none.
      { text: spans("Terms"), hosted: { block: "b", name: "a.pdf" } },
    ],
    [
      "table",
      { table_width: 2, has_column_header: true, has_row_header: false },
      { text: [], headerRow: true },
    ],
    ["table_row", { cells: [rich("a"), []] }, { text: [], cells: [spans("a"), []] }],
    ["meeting_notes", { title: rich("Stand-up"), status: "notes_ready" }, { text: spans("Stand-up") }],
    ["hologram", { depth: 3 }, { text: [] }],
  ])("of type %s is read: %#", (type, content, block) => {
    expect(decodeBlock({ object: "block", id: "b", type, has_children: false, [type]: content })).toEqual({
      type,
      children: [],
      ...block,
    });
  });

  it("is empty where nothing came", () => {
    expect(decodeBlock({})).toEqual({ type: "", text: [], children: [] });
    expect(decodeBlock({ type: "paragraph", paragraph: null })).toEqual({
      type: "paragraph",
      text: [],
      children: [],
    });
  });
});
