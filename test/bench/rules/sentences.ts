import type { Property, Row, Value } from "../../../shared/domain/row.ts";
import { aColumn, anOption, aRow, aSource, status, tags, words } from "../../support/builders.ts";

/** A sentence, and the same as a developer would write it against a row. */
export type Sentence = { text: string; byHand(row: Pick<Row, "properties">, now: string): boolean };

export const source = aSource();
const ids = new Map(source.columns.map(({ name, id }) => [name, id]));

function cell<T extends Value["type"]>(row: Pick<Row, "properties">, name: string, type: T) {
  const property = row.properties[ids.get(name) ?? ""];
  return property?.type === type ? (property as Property & { type: T }) : undefined;
}

const text = (row: Pick<Row, "properties">, name: string): string =>
  (cell(row, name, "rich_text")?.value ?? []).map((span) => span.text).join("");

export const sentences: Sentence[] = [
  {
    text: "Status is Done",
    byHand: (row) => cell(row, "Status", "status")?.value?.id === anOption("Done").id,
  },
  {
    text: "Total > 100 and Paid is unchecked",
    byHand: (row) =>
      (cell(row, "Total", "number")?.value ?? 0) > 100 && cell(row, "Paid", "checkbox")?.value !== true,
  },
  {
    text: "Priority is High and Email is not empty or Total is between 10 and 20",
    byHand(row) {
      const total = cell(row, "Total", "number")?.value ?? Number.NaN;
      const isHigh = cell(row, "Priority", "select")?.value?.id === anOption("High").id;
      return (isHigh && (cell(row, "Email", "email")?.value ?? "") !== "") || (total >= 10 && total <= 20);
    },
  },
  {
    text: "Tags contains Gift and not Notes contains fragile",
    byHand: (row) =>
      (cell(row, "Tags", "multi_select")?.value.some(({ id }) => id === anOption("Gift").id) ?? false) &&
      !text(row, "Notes").toLowerCase().includes("fragile"),
  },
  {
    text: "Due is before 2026-12-01 and Status is not Done",
    byHand: (row) =>
      (cell(row, "Due", "date")?.value?.start ?? "9") < "2026-12-01" &&
      cell(row, "Status", "status")?.value?.id !== anOption("Done").id,
  },
  {
    text: "Due is within the next 7 days",
    byHand(row, now) {
      const start = cell(row, "Due", "date")?.value?.start;
      if (start === undefined) return false;
      const [due, today] = [Date.parse(start.slice(0, 10)), Date.parse(now.slice(0, 10))];
      return due >= today && due <= today + 7 * 86_400_000;
    },
  },
];

/** Rows of which some meet each sentence. */
export function someRows(count: number): Row[] {
  return Array.from({ length: count }, (_, index) =>
    aRow({
      Name: words(`Order ${index}`),
      Status: status(index % 3 === 0 ? "Done" : "Doing"),
      Total: { type: "number", value: index % 200 },
      Paid: { type: "checkbox", value: index % 2 === 0 },
      Priority: { type: "select", value: anOption(index % 5 === 0 ? "High" : "Low") },
      Email: { type: "email", value: index % 4 === 0 ? null : "ada@example.com" },
      Tags: index % 2 === 0 ? tags("Gift", "Rush") : tags(),
      Notes: {
        type: "rich_text",
        value: [{ text: index % 7 === 0 ? "Fragile, handle with care" : "Leave at the door" }],
      },
      Due: {
        type: "date",
        value: {
          start: `2026-${String(11 + (index % 2)).padStart(2, "0")}-${String(1 + (index % 28)).padStart(2, "0")}`,
        },
      },
    }),
  );
}

/** As many columns as a wide database has. */
export const wideSource = aSource({
  columns: [
    ...source.columns,
    ...Array.from({ length: 100 }, (_, index) => aColumn(`Column ${index}`, "rich_text")),
  ],
});
