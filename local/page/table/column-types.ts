import type { Column } from "../api/notion.ts";
import type { IconName } from "../frame/icon.tsx";

type ColumnType = { text: string; icon: IconName /** Of a new table, in pixels. */; width: number };

const types: Record<string, ColumnType> = {
  title: { text: "Title", icon: "title", width: 268 },
  rich_text: { text: "Text", icon: "text", width: 200 },
  number: { text: "Number", icon: "number", width: 120 },
  select: { text: "Select", icon: "select", width: 132 },
  multi_select: { text: "Multi-select", icon: "multi_select", width: 200 },
  status: { text: "Status", icon: "status", width: 136 },
  date: { text: "Date", icon: "date", width: 150 },
  people: { text: "Person", icon: "people", width: 168 },
  files: { text: "Files & media", icon: "files", width: 168 },
  checkbox: { text: "Checkbox", icon: "checkbox", width: 96 },
  url: { text: "URL", icon: "url", width: 190 },
  email: { text: "Email", icon: "email", width: 210 },
  phone_number: { text: "Phone", icon: "phone_number", width: 150 },
  formula: { text: "Formula", icon: "formula", width: 140 },
  relation: { text: "Relation", icon: "relation", width: 190 },
  rollup: { text: "Rollup", icon: "rollup", width: 130 },
  created_time: { text: "Created time", icon: "clock", width: 168 },
  created_by: { text: "Created by", icon: "person", width: 168 },
  last_edited_time: { text: "Last edited time", icon: "clock", width: 168 },
  last_edited_by: { text: "Last edited by", icon: "person", width: 168 },
  unique_id: { text: "ID", icon: "unique_id", width: 100 },
};

const other: ColumnType = { text: "Property", icon: "text", width: 140 };

export const typeOf = (type: Column["type"]): ColumnType => types[type] ?? other;

/** The types a column can be given, in the order of Notion's menu. */
export const addableTypes = Object.entries(types)
  .filter(([id]) => id !== "title")
  .map(([id, { text, icon }]) => ({ id, text, icon }));

/** What Notion has to be told of a new column of the type; those not named need nothing. */
export const needs: Record<string, "target" | "expression" | "rollup"> = {
  relation: "target",
  formula: "expression",
  rollup: "rollup",
};
