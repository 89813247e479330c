import { describe, expect, test } from "vitest";
import { BudgetError, TransientError } from "../../../shared/domain/errors.ts";
import { columnId } from "../../support/builders.ts";
import { openRulesDesk, ordersSource } from "../../support/rules-desk.ts";

const orders = "11111111-2222-4333-8444-555555555555";
const closed = { at: "2026-03-02T10:00:00.000Z", because: "it fired for more than 25 rows at once" };
const box = (value: boolean) => ({ type: "checkbox", value }) as const;

async function openDesk(given?: { boxes: boolean }) {
  const desk = await openRulesDesk(given);
  desk.sources.set(orders, ordersSource(orders));
  const rule = desk.addRule("ship", { Watch: orders, When: "Row is added" });
  const note = (id = rule) => (desk.cell(id, "Note") as { text: string }[]).map((span) => span.text).join("");
  return { ...desk, rule, note };
}

describe("what is written into the rules' rows", () => {
  test("is written before all else that the budget is for, and once", async () => {
    const desk = await openDesk();
    await desk.report();
    expect(desk.writes.map(({ purpose, ruleId }) => [purpose, ruleId])).toEqual([["write", "ship"]]);
    expect((await desk.head("ship")).wroteSinceRead).toBe(true);
    await desk.report();
    expect(desk.writes).toHaveLength(1);
  });

  test("is how many wait at the brake and why, as long as they do", async () => {
    const desk = await openDesk();
    await desk.report({ waiting: new Map([["ship", { held: 30, closed, sample: ["Lamp"] }]]) });
    expect(desk.cell("ship", "Held")).toBe(30);
    expect(desk.cell("ship", "Health")).toMatchObject({ name: "Held" });
    expect(desk.note()).toContain("30 wait, for example for “Lamp”. Tick Release");
    await desk.report({ waiting: new Map([["ship", { held: 0, sample: [] }]]) });
    expect(desk.cell("ship", "Held")).toBe(0);
    expect(desk.cell("ship", "Health")).toMatchObject({ name: "Working" });
  });

  test("is what is not followed, of all rules or of the one, as long as the source is not read without it", async () => {
    const desk = await openDesk();
    const other = desk.addRule("other", { Watch: orders, When: "Row is added" });
    const row = { rowId: "row", text: 'the row "Lamp" is too large' };
    const refusals = (...found: object[]) => ({ refusals: new Map([[orders, found as never]]) });
    await desk.report(refusals(row, { ruleId: "other", text: "this rule is strange" }));
    expect(desk.cell("ship", "Health")).toMatchObject({ name: "Needs attention" });
    expect(desk.note()).toMatch(/^Will e-mail .* Orders\. The row "Lamp" is too large\.$/);
    expect(desk.note(other)).toMatch(/The row "Lamp" is too large; this rule is strange\.$/);
    // Not read in this poll: what was told still holds.
    await desk.report();
    expect(desk.note()).toContain("too large");
    await desk.report(refusals());
    expect(desk.note()).not.toContain("too large");
    expect(desk.cell("ship", "Health")).toMatchObject({ name: "Working" });
  });

  test("takes a tick away once it is answered, and not before", async () => {
    const desk = await openDesk();
    desk.edit("ship", { Release: box(true) });
    await desk.report({ waiting: new Map([["ship", { held: 30, closed, sample: [] }]]) });
    expect(desk.cell("ship", "Release")).toBe(true);
    await desk.report({ waiting: new Map([["ship", { held: 0, sample: [], answered: true }]]) });
    expect(desk.cell("ship", "Release")).toBe(false);
    expect(desk.writes.at(-1)?.cells).toMatchObject({
      [columnId("Release")]: { type: "checkbox", checked: false },
    });
  });

  test("takes away ticks that have nothing to answer", async () => {
    const desk = await openDesk();
    desk.edit("ship", { Release: box(true), Discard: box(true) });
    await desk.report();
    expect([desk.cell("ship", "Release"), desk.cell("ship", "Discard")]).toEqual([false, false]);
  });

  test("takes away an answered tick although more is held since, lest it answer that too", async () => {
    const desk = await openDesk();
    desk.edit("ship", { Discard: box(true) });
    await desk.report({ waiting: new Map([["ship", { held: 30, closed, sample: [], answered: true }]]) });
    expect(desk.cell("ship", "Discard")).toBe(false);
  });

  test("leaves two ticks that contradict each other, and says so", async () => {
    const desk = await openDesk();
    desk.edit("ship", { Release: box(true), Discard: box(true) });
    await desk.report({ waiting: new Map([["ship", { held: 30, closed, sample: [] }]]) });
    expect(desk.note()).toContain("Release and Discard are both ticked");
    expect(desk.cell("ship", "Release")).toBe(true);
  });

  test("says who else can answer in a database without the boxes", async () => {
    const desk = await openDesk({ boxes: false });
    await desk.report({ waiting: new Map([["ship", { held: 30, closed, sample: [] }]]) });
    expect(desk.note()).toContain("Whoever runs Rowbell can let them through or drop them");
    expect(desk.writes.at(-1)?.cells).not.toHaveProperty(columnId("Held"));
  });

  test("ends quietly when the budget does, and goes on after another row's failure", async () => {
    const desk = await openDesk();
    desk.addRule("other", { Watch: orders, When: "Row is added" });
    desk.failures.push(new BudgetError("used up", "2026-03-02T10:01:00.000Z"));
    await desk.report();
    expect(desk.writes).toEqual([]);
    desk.failures.push(new TransientError("503"));
    await desk.report();
    expect(desk.writes.map(({ ruleId }) => ruleId)).toEqual(["other"]);
    await desk.report();
    expect(desk.writes.map(({ ruleId }) => ruleId)).toEqual(["other", "ship"]);
  });
});

describe("a rule whose row is not there", () => {
  test("is removed when a second poll finds it neither listed nor by its id", async () => {
    const desk = await openDesk();
    desk.addRule("other", { Watch: orders, When: "Row is added" });
    await desk.sync();
    // Their pages need not be read again after this.
    desk.wait(120);
    await desk.sync();
    desk.hidden.add("ship").add("other");
    desk.wait(60);
    expect((await desk.sync()).inForce).toHaveLength(2);
    desk.hidden.delete("other");
    desk.wait(60);
    expect((await desk.sync()).inForce.map(({ rule }) => rule.id)).toEqual(["other"]);
    expect(await desk.stores.rules.head("main", "ship")).toBeUndefined();
    expect(await desk.head("other")).not.toHaveProperty("missingSince");
    desk.hidden.add("other");
    expect((await desk.sync()).inForce).toHaveLength(1);
  });

  test("is removed at once when its page is in the trash", async () => {
    const desk = await openDesk();
    await desk.sync();
    const row = desk.rows.get("ship");
    if (row) desk.rows.set("ship", { ...row, inTrash: true });
    expect((await desk.sync()).heads).toEqual([]);
  });
});
