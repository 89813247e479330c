import { describe, expect, it } from "vitest";
import { displayText } from "../../../shared/domain/display.ts";
import { BudgetError, PermanentError, TransientError } from "../../../shared/domain/errors.ts";
import type { Row, Value } from "../../../shared/domain/row.ts";
import type { Reading } from "../../../shared/pipeline/judge/reading.ts";
import { takeRows } from "../../../shared/pipeline/rows/take-rows.ts";
import { withRelated } from "../../../shared/pipeline/rows/with-related.ts";
import { aRow, columnId, now, watermark, words } from "../../support/builders.ts";
import { compiledRule } from "../../support/compiled-rule.ts";
import { openSourceDesk } from "../../support/source-desk.ts";

const customer = columnId("Customer");
const asking = compiledRule({ condition: "Customer is Ada Lovelace" });

const related = (...ids: string[]): Value => ({ type: "relation", value: ids });
const order = (...ids: string[]) => aRow({ Customer: related(...ids) });

function person(
  id: string,
  name: string,
  cells: Record<string, Value> = {},
  sourceId = "source-people",
): Row {
  return aRow({ Name: words(name), ...cells }, { id, sourceId });
}

async function opened(given: Parameters<Awaited<ReturnType<typeof openSourceDesk>>["reading"]>[0] = {}) {
  const desk = await openSourceDesk();
  desk.put(person("page-ada", "Ada Lovelace"), person("page-alan", "Alan Turing"));
  const reading = await desk.reading({ rules: [asking], ...given });
  return { desk, reading };
}

const shown = async (reading: Reading, row: Row) => {
  const cell = (await withRelated(reading, row, watermark)).properties[customer];
  return cell && displayText(cell);
};

describe("what related pages are called", () => {
  it("is read once for all rows and polls of an hour", async () => {
    const { desk, reading } = await opened();
    expect(await shown(reading, order("page-ada", "page-alan"))).toBe("Ada Lovelace, Alan Turing");
    expect(await shown(reading, order("page-ada"))).toBe("Ada Lovelace");
    const next = await desk.reading({ rules: [asking], startedAt: "2026-11-22T10:12:00.000Z" });
    expect(await shown(next, order("page-ada"))).toBe("Ada Lovelace");
    expect(desk.asked).toEqual(["confirm row page-ada", "confirm row page-alan"]);
  });

  it("is read again after an hour", async () => {
    const { desk, reading } = await opened();
    await shown(reading, order("page-ada"));
    desk.put(person("page-ada", "Ada King"));
    const later = await desk.reading({ rules: [asking], startedAt: "2026-11-22T10:12:00.001Z" });
    expect(await shown(later, order("page-ada"))).toBe("Ada King");
  });

  it("is not read where no rule asks", async () => {
    for (const rule of [
      compiledRule({ condition: "Status is Done" }),
      compiledRule({ condition: "Customer is not empty", which: "Customer" }),
    ]) {
      const { desk, reading } = await opened({ rules: [rule] });
      const row = order("page-ada");
      expect(await withRelated(reading, row, watermark)).toEqual(row);
      expect(desk.asked).toEqual([]);
    }
  });

  it.each([
    ["a condition", { condition: "not Customer contains Ada" }],
    ["Which", { which: "Customer to Ada Lovelace" }],
    ["a place", { subject: "For {{ Customer }}" }],
    ["a place of what was before", { subject: "It was for {{ before.Customer }}" }],
    ["a part with a condition", { subject: "{{#if Customer is Ada}}Ada{{/if}}" }],
  ])("is read for %s", async (_what, row) => {
    const { desk, reading } = await opened({ rules: [compiledRule(row)] });
    expect(await shown(reading, order("page-ada"))).toBe("Ada Lovelace");
    expect(desk.asked).toHaveLength(1);
  });

  it("comes from the snapshot of a row that is watched", async () => {
    const watched = { schema: { id: "source-people" } } as Reading;
    const { desk, reading } = await opened({
      readingOf: async (id) => (id === "source-people" ? watched : undefined),
    });
    await desk.remember(person("page-ada", "Ada, as watched"));
    await desk.remember(person("page-alan", "Alan, of long ago", {}, "source-unwatched"));
    expect(await shown(reading, order("page-ada", "page-alan"))).toBe("Ada, as watched, Alan Turing");
    expect(desk.asked).toEqual(["confirm row page-alan"]);
  });

  it("is also told of pages that a rollup shows", async () => {
    const { reading } = await opened({ rules: [compiledRule({ condition: "Sum contains Ada" })] });
    const row = aRow({ Sum: { type: "rollup", value: { kind: "array", value: [related("page-ada")] } } });
    const cell = (await withRelated(reading, row, watermark)).properties[columnId("Sum")];
    expect(cell && displayText(cell)).toBe("Ada Lovelace");
  });

  it("brings the page's address along where it has one e-mail column", async () => {
    const { desk, reading } = await opened();
    const email = (text: string | null): Value => ({ type: "email", value: text });
    desk.put(person("page-ada", "Ada", { Email: email("ada@example.com") }));
    desk.put(person("page-alan", "Alan", { Email: email("a@example.com"), Billing: email("b@example.com") }));
    const row = await withRelated(reading, order("page-ada", "page-alan"), watermark);
    expect(row.properties[customer]).toMatchObject({
      pages: { "page-ada": { title: "Ada", email: "ada@example.com" }, "page-alan": { title: "Alan" } },
    });
  });

  it("is asked of the first hundred alone", async () => {
    const { desk, reading } = await opened();
    await withRelated(reading, order(...Array.from({ length: 120 }, (_, index) => `page-${index}`)), now);
    expect(desk.asked).toHaveLength(100);
  });

  it("is no content of the row", async () => {
    const { desk, reading } = await opened();
    const row = order("page-ada");
    await desk.remember(row);
    await takeRows(reading, [row], "page");
    expect(reading.result.changes).toBe(0);
    expect(desk.asked).toEqual([]);
  });
});

describe("a related page that can't be opened", () => {
  it("is told to the rules that ask, and taken for one without a title", async () => {
    const other = { ...asking, id: "rule-other", condition: null, renders: { before: [], after: [] } };
    const { desk, reading } = await opened({ rules: [asking, other] });
    await desk.remember(order());
    await takeRows(reading, [order("page-secret")], "page");
    expect(reading.result.refusals).toEqual([
      {
        rowId: "row-lamp",
        ruleId: asking.id,
        text: '"Customer" of the row "Lamp" names a page that Rowbell can\'t open, so it is taken for one without a title. In Notion open the database that it is in, then ••• → Connections → add Rowbell',
      },
    ]);
    expect(reading.result.changes).toBe(1);
    expect((await desk.deliveries()).map(({ ruleId }) => ruleId)).toEqual(["rule-other"]);
  });

  it("is asked no more within the hour", async () => {
    const { desk, reading } = await opened();
    await shown(reading, order("page-secret"));
    await shown(await desk.reading({ rules: [asking] }), order("page-secret"));
    expect(desk.asked).toEqual(["confirm row page-secret"]);
  });
});

describe("a related page that does not answer", () => {
  it("leaves its row to the next poll, and no other", async () => {
    const { desk, reading } = await opened();
    desk.failures.push(new TransientError("busy"));
    const rows = [order("page-ada"), { ...order("page-alan"), id: "row-desk" }];
    await takeRows(reading, rows, "page");
    expect([...reading.candidates.keys()]).toEqual(["row-lamp"]);
    expect(await desk.remembered("row-desk")).toBeDefined();
  });

  it("is waited for an hour, and then gone without", async () => {
    const { desk, reading } = await opened({ startedAt: "2026-11-22T10:03:00.000Z" });
    desk.failures.push(new TransientError("busy"));
    await expect(shown(reading, order("page-ada"))).rejects.toThrow(TransientError);
    const later = await desk.reading({ rules: [asking], startedAt: "2026-11-22T10:03:00.001Z" });
    desk.failures.push(new TransientError("busy"));
    expect(await shown(later, order("page-ada"))).toContain("https://");
    const refused = await desk.reading({ rules: [asking] });
    desk.failures.push(new PermanentError("no"));
    expect(await shown(refused, order("page-ada"))).toContain("https://");
  });

  it("ends the pass where the budget is used up", async () => {
    const { desk, reading } = await opened();
    desk.failures.push(new BudgetError("used up", now));
    expect(await takeRows(reading, [order("page-ada")], "page")).toBe(false);
    expect(await desk.remembered("row-lamp")).toBeUndefined();
  });
});

describe("a rule that starts to match a title", () => {
  const starts = compiledRule({ when: "Row starts to match", condition: "Customer is Ada Lovelace" });
  const edited = (...ids: string[]) => aRow({ Customer: related(...ids), Notes: words("new") });

  it("fires when the row is related to such a page", async () => {
    const { desk, reading } = await opened({ rules: [starts] });
    await desk.remember(order("page-alan"));
    await takeRows(reading, [order("page-ada")], "page");
    expect(await desk.deliveries()).toHaveLength(1);
  });

  it("does not fire because the page got that title", async () => {
    const { desk, reading } = await opened({ rules: [starts] });
    const before = { ...related("page-ada"), pages: { "page-ada": { title: "Ada King" } } } as Value;
    await desk.remember(aRow({ Customer: before }));
    await takeRows(reading, [edited("page-ada")], "page");
    expect(reading.result.changes).toBe(1);
    expect(await desk.deliveries()).toEqual([]);
  });
});
