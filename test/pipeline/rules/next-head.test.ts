import { describe, expect, it } from "vitest";
import { openRulesDesk, ordersSource, text } from "../../support/rules-desk.ts";

const orders = "11111111-2222-4333-8444-555555555555";
const tasks = "22222222-3333-4444-8555-666666666666";

describe("since when a rule counts", () => {
  it("is since it was switched on, also after an edit", async () => {
    const desk = await openRulesDesk();
    desk.sources.set(orders, ordersSource(orders));
    desk.addRule("ship", { Watch: orders, When: "Row is added" });
    await desk.sync();
    const { since } = await desk.head("ship");
    desk.wait(3_600);
    desk.edit("ship", { Subject: text("Subject", "Another") });
    await desk.sync();
    expect(await desk.head("ship")).toMatchObject({ since, version: 2 });
  });

  it("is anew with each database that it is pointed at, also with one it watched before", async () => {
    const desk = await openRulesDesk();
    for (const id of [orders, tasks]) desk.sources.set(id, ordersSource(id));
    desk.addRule("ship", { Watch: orders, When: "Row is added" });
    await desk.sync();
    for (const [id, since] of [
      [tasks, "2026-03-02T10:55:00.000Z"],
      [orders, "2026-03-02T11:55:00.000Z"],
    ] as const) {
      desk.wait(3_600);
      desk.edit("ship", { Watch: text("Watch", id) });
      await desk.sync();
      expect(await desk.head("ship")).toMatchObject({ sourceId: id, since });
    }
  });
});

describe("a source that is read every minute for a rule with problems", () => {
  it("is written down when it differs, or every ten minutes", async () => {
    const desk = await openRulesDesk();
    desk.sources.set(orders, ordersSource(orders));
    desk.addRule("ship", { Watch: orders, When: "Row changes", Which: "Nothing like it" });
    const readAt = async () => {
      desk.wait(60);
      desk.asked.length = 0;
      await desk.sync();
      expect(desk.asked).toContain(orders);
      return (await desk.stores.sources.schema(orders))?.readAt?.slice(11, 16);
    };
    expect([await readAt(), await readAt(), await readAt()]).toEqual(["10:01", "10:01", "10:01"]);
    desk.alter(orders, (source) => source.columns.pop());
    expect(await readAt()).toBe("10:04");
    for (let minute = 5; minute <= 13; minute++) expect(await readAt()).toBe("10:04");
    expect(await readAt()).toBe("10:14");
  });

  it("remembers for 30 days since when a column is gone", async () => {
    const desk = await openRulesDesk();
    desk.sources.set(orders, ordersSource(orders));
    desk.addRule("ship", { Watch: orders, When: "Row changes", Which: "Nothing like it" });
    await desk.sync();
    const gone = async () => {
      await desk.sync();
      return (await desk.stores.sources.schema(orders))?.gone;
    };
    desk.alter(orders, (source) => source.columns.pop());
    desk.wait(100);
    expect(await gone()).toEqual({ "~Email": "2026-03-02T10:02:00.000Z" });
    desk.wait(30 * 86_400 - 60);
    expect(await gone()).toEqual({ "~Email": "2026-03-02T10:02:00.000Z" });
    desk.wait(60);
    expect(await gone()).toBeUndefined();
  });
});
