import type { Json } from "../../shared/adapters/notion/json.ts";

const api = "https://api.notion.com/v1";
export const exchange = (method: string, path: string, body: unknown, status = 200) => ({
  request: { method, uri: `${api}${path}`, headers: { "notion-version": "2025-09-03" }, body: null },
  response: { status, headers: {}, body },
});
export const rich = (plain_text: string, more: object = {}) => [
  {
    type: "text",
    text: { content: plain_text },
    annotations: { bold: true, color: "red" },
    plain_text,
    href: null,
    ...more,
  },
];
const ada = { object: "user", id: "u1", name: "Ada", type: "person", person: { email: "ada@example.com" } };

/** One of each type that a page can hold, as Notion sends them. */
export const values: Record<string, unknown> = {
  title: rich("Lamp <b> & {{ Price }}"),
  rich_text: [
    ...rich("two\nlines", { href: "https://example.com/?a=1" }),
    { type: "mention", plain_text: "@Ada", mention: { type: "user", user: ada } },
  ],
  number: 0,
  select: { id: "s1", name: "High", color: "red" },
  status: { id: "F<XA", name: "Done", color: "green" },
  multi_select: [
    { id: "m2", name: "b" },
    { id: "m1", name: "a" },
  ],
  date: { start: "2026-05-03T10:00:00.000+02:00", end: "2026-05-04", time_zone: null },
  people: [ada, { object: "user", id: "u2" }],
  created_by: ada,
  last_edited_by: ada,
  files: [
    {
      name: "Invoice.pdf",
      type: "file",
      file: { url: "https://s3.example.com/i.pdf?X-Amz-Signature=1", expiry_time: "" },
    },
    { name: "Logo", type: "external", external: { url: "https://example.com/logo.png?v=2" } },
  ],
  checkbox: false,
  url: "https://example.com",
  email: "ada@example.com",
  phone_number: "+49 30 1",
  created_time: "2026-03-01T08:00:00.000Z",
  last_edited_time: "2026-03-01T10:07:00.000Z",
  relation: [{ id: "22222222-2222-4222-8222-222222222222" }],
  unique_id: { prefix: "ST", number: 3 },
  formula: { type: "date", date: { start: "2026-05-03", end: null } },
  rollup: {
    type: "array",
    array: [
      { type: "title", title: rich("Part") },
      { type: "number", number: 2 },
    ],
    function: "show_original",
  },
  place: { lat: 52.5, lon: 13.4, name: "Berlin" },
  button: {},
  hologram: [{ depth: 3 }],
};
const properties = Object.fromEntries(
  Object.entries(values).map(([type, value], index) => [
    `A ${type} "100%"`,
    { id: `%5D${index}`, type, [type]: value },
  ]),
);
export const page = (more: object = {}): Json => ({
  object: "page",
  id: "11111111-1111-4111-8111-111111111111",
  created_time: "2026-03-01T08:00:00.000Z",
  last_edited_time: "2026-03-01T10:07:00.000Z",
  last_edited_by: { object: "user", id: "u1" },
  parent: { type: "database_id", database_id: "33333333-3333-4333-8333-333333333333" },
  archived: false,
  in_trash: false,
  properties,
  url: "https://app.notion.com/p/1",
  ...more,
});
export const listOf = (results: unknown[], type: string) => ({
  object: "list",
  results,
  next_cursor: null,
  has_more: false,
  type,
});
export const block = (id: string, type: string, content: object, has_children = false) => ({
  object: "block",
  id,
  type,
  has_children,
  [type]: content,
});
