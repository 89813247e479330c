import type { ChangeEvent, Snapshot } from "../../shared/domain/change.ts";
import { hashRow } from "../../shared/domain/content.ts";
import { defaultOptions } from "../../shared/domain/options.ts";
import type { Column, Property, Row, SourceSchema, Value } from "../../shared/domain/row.ts";
import type { Rule, RuleRow } from "../../shared/domain/rule.ts";

/** Three different minutes, so that no test passes because a clock and the data happen to agree. */
export const watermark = "2026-11-22T09:03:00.000Z";
const editedAt = "2026-11-22T09:07:00.000Z";
export const now = "2026-11-22T09:12:00.000Z";

/** One column of every type, each named so that a sentence about it reads well. */
const types: Record<string, string> = {
  Name: "title",
  Status: "status",
  Priority: "select",
  Tags: "multi_select",
  Total: "number",
  Due: "date",
  Owner: "people",
  Paid: "checkbox",
  Email: "email",
  Link: "url",
  Phone: "phone_number",
  Notes: "rich_text",
  Files: "files",
  Customer: "relation",
  Score: "formula",
  Sum: "rollup",
  ID: "unique_id",
  Created: "created_time",
  Author: "created_by",
  Edited: "last_edited_time",
  Editor: "last_edited_by",
};

const options: Record<string, string[]> = {
  Status: ["Not started", "Doing", "Done"],
  Priority: ["Low", "High", "Now or never", "R&D and more", "Large (XL)"],
  Tags: ["Gift", "Rush", "Not sure"],
};

export function columnId(name: string): string {
  return `~${name}`;
}

export function aColumn(name: string, type: string, overrides: Partial<Column> = {}): Column {
  return { id: columnId(name), name, type, ...overrides };
}

export function anOption(name: string): { id: string; name: string } {
  return { id: `option-${name}`, name };
}

export function aSource(overrides: Partial<SourceSchema> = {}): SourceSchema {
  const columns = Object.entries(types).map(([name, type]) =>
    aColumn(name, type, options[name] ? { options: options[name].map(anOption) } : {}),
  );
  return { id: "source-orders", name: "Orders", columns, ...overrides };
}

function aProperty(name: string, value: Value): Property {
  return { id: columnId(name), name, ...value };
}

/** A row with these cells, by the name of their column. */
export function aRow(cells: Record<string, Value> = {}, overrides: Partial<Row> = {}): Row {
  const properties = Object.entries({ Name: words("Lamp"), ...cells }).map(([name, value]) => [
    columnId(name),
    aProperty(name, value),
  ]);
  return {
    id: "row-lamp",
    sourceId: "source-orders",
    url: "https://app.notion.com/p/0123456789abcdef0123456789abcdef",
    createdTime: "2026-11-20T16:40:00.000Z",
    lastEditedTime: editedAt,
    lastEditedBy: "user-ada",
    inTrash: false,
    properties: Object.fromEntries(properties),
    ...overrides,
  };
}

/** A title, as it is the one cell that every row has. */
export function words(text: string): Value {
  return { type: "title", value: [{ text }] };
}

export function status(name: string): Value {
  return { type: "status", value: anOption(name) };
}

export function tags(...names: string[]): Value {
  return { type: "multi_select", value: names.map(anOption) };
}

export function aSnapshot(row: Row, overrides: Partial<Snapshot> = {}): Snapshot {
  return { row, revision: 4, ...hashRow(row, new Set()), ...overrides };
}

/** An update in which the given cells differ; without `before`, a row that was added. */
export function aChange(
  cells: { before?: Record<string, Value>; after: Record<string, Value> },
  overrides: Partial<ChangeEvent> = {},
): ChangeEvent {
  const after = aRow(cells.after);
  const before = cells.before ? aRow(cells.before, { lastEditedTime: watermark }) : null;
  const changed = Object.keys(after.properties).filter(
    (id) => JSON.stringify(before?.properties[id]) !== JSON.stringify(after.properties[id]),
  );
  return { op: before ? "update" : "create", before, after, changed, revision: 5, at: now, ...overrides };
}

/** A rule as its author wrote it. */
export function aRuleRow(overrides: Partial<RuleRow> = {}): RuleRow {
  return {
    id: "rule-ship",
    url: "https://app.notion.com/p/fedcba9876543210fedcba9876543210",
    name: "Tell the customer",
    state: "Live",
    watch: "source-orders",
    watchText: "Orders",
    when: "Row changes",
    which: "Status to Done",
    condition: "",
    action: "Send email",
    to: "{{ Email }}",
    subject: "{{ Name }} is on its way",
    options: "",
    body: [],
    ...overrides,
  };
}

/** A version of a rule in force: any change of a row of Orders, mailed to one address. */
export function aRule(overrides: Partial<Rule> = {}): Rule {
  return {
    id: "rule-ship",
    version: 2,
    name: "Tell the customer",
    connectionId: "main",
    sourceId: "source-orders",
    sourceName: "Orders",
    trigger: { type: "row-changes", config: { property: null, column: "" } },
    condition: null,
    action: { type: "send-email", input: { to: ["ada@example.com"], subject: ["Hello"], body: [] } },
    scope: "row",
    options: defaultOptions,
    looksAt: "any",
    renders: { before: [], after: [] },
    summary: "e-mail ada@example.com when anything changes in a row of Orders",
    ...overrides,
  };
}
