import { beforeEach, describe, expect, test } from "vitest";
import { PermanentError, TransientError } from "../../../shared/domain/errors.ts";
import type { Column, SourceSchema } from "../../../shared/domain/row.ts";
import { aColumn, anOption, columnId } from "../../support/builders.ts";
import { openRulesDesk, ordersSource, text } from "../../support/rules-desk.ts";

const orders = "11111111-2222-4333-8444-555555555555";

describe("a rule whose source's columns change", () => {
  let desk: Awaited<ReturnType<typeof openRulesDesk>>;
  let rule: string;
  beforeEach(async () => {
    desk = await openRulesDesk();
    desk.sources.set(orders, ordersSource(orders));
    rule = desk.addRule("ship", {
      Watch: orders,
      When: "Row changes",
      Which: "Status to Done",
      If: "Email is not empty",
      To: "{{ Email }}",
    });
    await desk.sync();
  });

  /** Later than every interval at which sources and problems are looked at again. */
  const later = () => desk.wait(11 * 60);
  const column = (name: string) => (source: SourceSchema) =>
    source.columns.find((one) => one.name === name) as Column;
  const rename = (from: string, to: string) =>
    desk.alter(orders, (source) => {
      column(from)(source).name = to;
    });
  const remove = (name: string) => {
    let removed: Column | undefined;
    desk.alter(orders, (source) => {
      removed = column(name)(source);
      source.columns = source.columns.filter((one) => one !== removed);
    });
    return removed as Column;
  };
  const inForce = async () => (await desk.sync()).inForce.map((one) => one.rule);

  test("asks for the schema now and then, and makes no new version where nothing changed", async () => {
    const asked = desk.asked.length;
    await desk.sync();
    expect(desk.asked).toHaveLength(asked);
    later();
    expect(await inForce()).toMatchObject([{ version: 1 }]);
    expect(desk.asked).toHaveLength(asked + 1);
    desk.alter(orders, (source) => void source.columns.push(aColumn("Extra", "number")));
    later();
    expect(await inForce()).toMatchObject([{ version: 1 }]);
  });

  test("is bound anew by a later poll when the one that read the schema could not store the rule", async () => {
    remove("Email");
    later();
    const page = desk.bodies.get(rule);
    desk.edit(rule, { Fired: { type: "number", value: 1 } });
    desk.bodies.set(rule, new TransientError("Notion answered 503"));
    desk.addRule("other", { Watch: orders, When: "Row is added" });
    await desk.sync();
    desk.bodies.set(rule, page ?? []);
    expect((await inForce()).map(({ id }) => id)).toEqual(["other"]);
  });

  test("goes on after a rename, also when another column takes over the name", async () => {
    rename("Email", "Customer's");
    desk.alter(orders, (source) => void source.columns.push({ id: "new", name: "Email", type: "email" }));
    later();
    const [now] = await inForce();
    expect(now?.renders.after).toEqual([columnId("Email")]);
    expect((await desk.head(rule)).problems).toEqual([]);
  });

  test("is read by present names first when its author edits it, and by former ones then", async () => {
    rename("Email", "Customer's");
    rename("Status", "Stage");
    desk.alter(orders, (source) => void source.columns.push({ id: "new", name: "Email", type: "email" }));
    later();
    await desk.sync();
    desk.edit(rule, { Subject: text("Subject", "Hello") });
    const [now] = await inForce();
    expect(now?.renders.after).toEqual(["new"]);
    expect(now?.trigger.config).toMatchObject({ property: columnId("Status") });
  });

  test("is told of columns as they are called now when its author's edit names none", async () => {
    rename("Status", "Stage");
    later();
    await desk.sync();
    desk.edit(rule, { Which: text("Which", "Status to Done"), Subject: text("Subject", "{{ Nmae }}") });
    await desk.sync();
    expect((await desk.head(rule)).problems).toEqual([
      {
        column: "Subject",
        message: `I can't find "Nmae" in Orders. Its columns are Name, Stage, Email — did you mean Name?`,
      },
    ]);
  });

  test("goes on after an option is renamed", async () => {
    desk.alter(orders, (source) => {
      column("Status")(source).options = [anOption("Todo"), { id: "option-Done", name: "Shipped" }];
    });
    later();
    expect((await inForce())[0]?.trigger.config).toMatchObject({
      to: { value: { option: { id: "option-Done" } } },
    });
  });

  test("is suspended while a column is gone, says so once, and goes on with the same since when it is back", async () => {
    const { since } = await desk.head(rule);
    const removed = remove("Email");
    later();
    const book = await desk.report();
    expect(book.inForce).toEqual([]);
    expect([...book.suspended]).toEqual([orders]);
    expect(await desk.head(rule)).toMatchObject({ version: null, suspended: 1, since, sourceId: orders });
    expect(desk.cell(rule, "Note")).toEqual([
      {
        text: 'Watch: Orders has no column "Email" any more. Bring it back in Notion, or change what this rule says of it. Nothing fires until then; after that the rule goes on by itself.',
      },
    ]);
    desk.wait(30);
    desk.alter(orders, (source) => void source.columns.push(removed));
    expect(await inForce()).toEqual([]);
    desk.wait(31);
    const back = await desk.sync();
    expect(back.inForce).toMatchObject([{ since, rule: { version: 1 } }]);
    expect(back.suspended.size).toBe(0);
    expect(await desk.head(rule)).not.toHaveProperty("suspended");
  });

  test("takes a column made anew under the same name for the one that is gone", async () => {
    remove("Email");
    desk.alter(orders, (source) => void source.columns.push({ id: "new", name: "Email", type: "email" }));
    later();
    expect((await inForce())[0]).toMatchObject({ version: 2, renders: { after: ["new"] } });
  });

  test.each<[what: string, change: (source: SourceSchema) => void, message: string]>([
    [
      "a column has another type",
      (source) => void Object.assign(column("Email")(source), { type: "rich_text" }),
      '"Email" in Orders is of the type text now, and was email. Change it back in Notion, or edit this rule so that it fits',
    ],
    [
      "an option is removed",
      (source) => void Object.assign(column("Status")(source), { options: [anOption("Todo")] }),
      '"Status" in Orders has no option "Done" any more. Add it again in Notion, or name another one in this rule: Todo',
    ],
  ])("is suspended while %s", async (_what, change, message) => {
    const before = structuredClone(desk.sources.get(orders) as SourceSchema);
    desk.alter(orders, change);
    later();
    expect(await inForce()).toEqual([]);
    expect((await desk.head(rule)).problems).toEqual([{ column: "Watch", message }]);
    desk.sources.set(orders, before);
    later();
    expect(await inForce()).toMatchObject([{ version: 1 }]);
  });

  test.each([
    ["access is lost", undefined, "I can't open"],
    [
      "its database has a second data source",
      new PermanentError("the database holds 2 data sources"),
      "2 data",
    ],
  ])("is suspended while %s", async (_what, error, message) => {
    const source = desk.sources.get(orders) as SourceSchema;
    if (error) desk.sources.set(orders, error);
    else desk.sources.delete(orders);
    later();
    expect((await desk.sync()).suspended.has(orders)).toBe(true);
    expect((await desk.head(rule)).problems[0]?.message).toContain(message);
    desk.sources.set(orders, source);
    later();
    expect(await inForce()).toMatchObject([{ version: 1 }]);
  });

  test("keeps its source unread for rules that watch the same and were not looked at since", async () => {
    const other = desk.addRule("other", { Watch: orders, When: "Row is added" });
    await desk.sync();
    const source = desk.sources.get(orders) as SourceSchema;
    desk.sources.delete(orders);
    desk.edit(rule, { Subject: text("Subject", "Hello") });
    expect((await desk.sync()).suspended.has(orders)).toBe(true);
    expect(await desk.head(other)).toMatchObject({ version: 1, problems: [] });
    expect((await desk.sync()).suspended.has(orders)).toBe(true);
    desk.sources.set(orders, source);
    desk.wait(61);
    const back = await desk.sync();
    expect(back.suspended.size).toBe(0);
    expect(back.inForce).toHaveLength(2);
    expect(await desk.head(rule)).not.toHaveProperty("isOutOfReach");
  });

  test("is suspended soon after its source could not be read", async () => {
    desk.sources.delete(orders);
    await desk.report({ problems: new Map([[orders, "Watch: I can't open this database any more"]]) });
    expect(await inForce()).toHaveLength(1);
    desk.wait(61);
    expect(await inForce()).toEqual([]);
  });

  test("goes on unnoticed while Notion can't tell", async () => {
    desk.sources.set(orders, new TransientError("Notion answered 503"));
    later();
    const book = await desk.sync();
    expect(book.inForce).toHaveLength(1);
    expect(book.heads[0]?.problems).toEqual([]);
  });

  test("keeps its source read for the others, and its checkpoint", async () => {
    desk.addRule("other", { Watch: orders, When: "Row is added" });
    const checkpoint = { phase: "baseline", startedAt: "2026-03-02T10:00:00.000Z" } as const;
    await desk.stores.sources.saveCheckpoint(desk.lease, orders, checkpoint);
    remove("Email");
    later();
    const book = await desk.sync();
    expect((await desk.stores.sources.state(orders)).checkpoint).toEqual(checkpoint);
    expect(book.inForce.map((one) => one.rule.id)).toEqual(["other"]);
    expect(book.suspended.size).toBe(0);
  });

  test("lets no half-broken meaning go on behind an author's mistake", async () => {
    desk.edit(rule, { Subject: text("Subject", "{{ Nmae }}") });
    expect(await inForce()).toMatchObject([{ version: 1 }]);
    remove("Email");
    later();
    expect(await inForce()).toEqual([]);
    expect(await desk.head(rule)).toMatchObject({ suspended: 1 });
    desk.edit(rule, { Subject: text("Subject", "Hi"), To: text("To", "a@example.com"), If: text("If", "") });
    expect(await inForce()).toMatchObject([{ version: 2 }]);
  });

  test("is off when it is turned off meanwhile, and begins anew when it is turned on", async () => {
    remove("Email");
    later();
    await desk.sync();
    desk.edit(rule, { State: text("State", "Off") });
    await desk.sync();
    const off = await desk.head(rule);
    expect(off.version).toBeNull();
    expect(off).not.toHaveProperty("suspended");
  });
});
