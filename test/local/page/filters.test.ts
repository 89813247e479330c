import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import type { Cell, Column, Source } from "../../../local/page/api/notion.ts";
import { type Operand, operatorsAt, pathOf } from "../../../local/page/views/conditions.ts";
import { queryOf } from "../../../local/page/views/query-of.ts";
import { readFilter } from "../../../local/page/views/read-filter.ts";
import { type Condition, untouched } from "../../../local/page/views/table-view.ts";
import { type LocalRowbell, startLocal } from "../../support/local-rowbell.ts";
import { makeRow, makeTable, sourceNamed, textWith } from "./make-table.ts";

const someId = "11111111-2222-4333-8444-555555555555";
const valueFor: Record<Operand, string> = {
  text: "oak",
  number: "3",
  option: "Heavy",
  person: "me",
  row: someId,
  date: "2026-05-03",
  checkbox: "true",
  none: "",
};

type Answer = { results?: { properties: Record<string, Cell> }[]; message?: string };

describe("the filters of a table", () => {
  let rowbell: LocalRowbell;
  let source: Source;
  let cells: Record<string, Cell>;

  beforeAll(async () => {
    rowbell = await startLocal();
    const customers = await sourceNamed(rowbell, "Customers");
    const sourceId = await makeTable(rowbell, "Tools", {
      Name: { title: {} },
      Text: { rich_text: {} },
      Number: { number: {} },
      Select: { select: { options: [{ name: "Heavy" }] } },
      Several: { multi_select: { options: [{ name: "Heavy" }] } },
      Status: { status: {} },
      Date: { date: {} },
      People: { people: {} },
      Files: { files: {} },
      Tick: { checkbox: {} },
      Link: { url: {} },
      Mail: { email: {} },
      Phone: { phone_number: {} },
      Customer: { relation: { data_source_id: customers, type: "single_property", single_property: {} } },
      Id: { unique_id: {} },
      Made: { created_time: {} },
      "Made by": { created_by: {} },
      Edited: { last_edited_time: {} },
      "Edited by": { last_edited_by: {} },
      "As text": { formula: { expression: 'prop("Name")' } },
      "As number": { formula: { expression: 'prop("Number") * 2' } },
      "As tick": { formula: { expression: 'prop("Number") > 2' } },
      "As date": { formula: { expression: 'prop("Date")' } },
      Names: {
        rollup: {
          relation_property_name: "Customer",
          rollup_property_name: "Name",
          function: "show_original",
        },
      },
      Count: {
        rollup: { relation_property_name: "Customer", rollup_property_name: "Name", function: "count" },
      },
    });
    const { results } = await rowbell.post<{ results: { id: string }[] }>(
      `/workspace/v1/data_sources/${customers}/query`,
      {},
    );
    await makeRow(rowbell, sourceId, {
      Name: { title: textWith("Anvil") },
      Number: { number: 3 },
      Date: { date: { start: "2026-05-03" } },
      Customer: { relation: [{ id: results[0]?.id }] },
    });
    source = await rowbell.get<Source>(`/workspace/v1/data_sources/${sourceId}`);
    const rows = await ask({});
    cells = rows.results?.[0]?.properties ?? {};
  });
  afterAll(() => rowbell?.stop());

  const ask = (body: object) => rowbell.post<Answer>(`/workspace/v1/data_sources/${source.id}/query`, body);

  /** Each column with each of its conditions. */
  const everyLine = (): [Column, Condition][] =>
    Object.values(source.properties).flatMap((column) => {
      const cell = cells[column.name];
      const path = pathOf(column, cell ? [cell] : []);
      expect(path, column.name).toBeDefined();
      return operatorsAt(path ?? []).map(({ id, operand }): [Column, Condition] => [
        column,
        { columnId: column.id, path: path ?? [], operator: id, value: valueFor[operand] },
      ]);
    });

  it("are taken by Notion, for every type of column and every condition", async () => {
    expect(everyLine().length).toBeGreaterThan(120);
    for (const [column, line] of everyLine()) {
      const query = queryOf(source, { ...untouched, filters: [line] });
      const { results, message } = await ask(query);
      expect(results, `${column.name} ${line.operator}: ${message}`).toBeDefined();
    }
  });

  it("come back from a saved view as they were", async () => {
    const { results } = await rowbell.get<{ results: { id: string }[] }>(
      `/workspace/v1/views?data_source_id=${source.id}`,
    );
    const all = everyLine().map(([, line]) => line);
    // Notion takes a hundred in a group.
    for (const filters of [all.slice(0, 100), all.slice(100)]) {
      const saved = await rowbell.patch<{ filter: object }>(
        `/workspace/v1/views/${results[0]?.id}`,
        queryOf(source, { ...untouched, filters, join: "or" }),
      );
      expect(readFilter(saved.filter)).toEqual({ filters, join: "or" });
    }
  });
});

const ofNumber = (condition: object) => ({ property: "abcd", number: condition });

test.each([
  ["groups in groups", { and: [{ or: [ofNumber({ equals: 1 })] }, ofNumber({ equals: 2 })] }],
  ["two conditions in one", { and: [ofNumber({ greater_than: 1, less_than: 3 })] }],
  ["a time that is no column", { timestamp: "created_time", created_time: { past_week: {} } }],
  ["one of several options", { and: [{ property: "abcd", select: { equals: ["Heavy", "Light"] } }] }],
])("a filter with %s is kept whole", (_what, filter) => {
  expect(readFilter(filter)).toEqual({ filters: [], join: "and", foreign: filter });
});

test("lines beside a filter made elsewhere hold with it, and nest no deeper", () => {
  const line = { columnId: "abcd", path: ["number"], operator: "equals", value: "4" };
  const source = { properties: { Number: { id: "abcd" } } } as unknown as Source;
  const foreign = { and: [{ or: [ofNumber({ equals: 1 })] }] };
  const { filter } = queryOf(source, { ...untouched, foreign, filters: [line] });
  expect(filter).toEqual({ and: [{ or: [ofNumber({ equals: 1 })] }, ofNumber({ equals: 4 })] });
});
