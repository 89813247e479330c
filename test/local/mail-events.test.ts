import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demo, type Page, richText } from "../support/demo.ts";
import { type LocalRowbell, startLocal } from "../support/local-rowbell.ts";

describe("a mail whose answer was lost", () => {
  let rowbell: LocalRowbell;
  let workspace: ReturnType<typeof demo>;
  let orders: Page[];

  beforeAll(async () => {
    rowbell = await startLocal({ ROWBELL_CLOCK: "manual" });
    workspace = demo(rowbell);
    await workspace.poll();
    await workspace.addRule("Never missed", {
      When: { select: { name: "Row starts to match" } },
      If: richText("Status is Delivered"),
      Options: richText("delivery: never missed"),
    });
    await workspace.poll();
    orders = await workspace.packing();
  });
  afterAll(() => rowbell?.stop());

  const order = () => orders.shift() ?? { id: "" };
  const mailSwitch = async (name: string, wanted: object) => {
    const url = `http://127.0.0.1:${rowbell.port + 2}/_admin/${name}`;
    expect((await fetch(url, { method: "POST", body: JSON.stringify(wanted) })).status).toBe(200);
  };
  const wait = async (seconds: number) => {
    const { now } = await rowbell.get<{ now: string }>("/api/health");
    await rowbell.post("/api/clock", { now: new Date(Date.parse(now) + seconds * 1000).toISOString() });
    await workspace.poll();
  };
  const deliveryOf = async (row: Pick<Page, "id">) => {
    const found = (await workspace.deliveries()).find(({ rowId }) => rowId === row.id);
    return rowbell.get<{ state: string; possibleDuplicate?: true; attempts: number }>(
      `/api/deliveries/${encodeURIComponent(found?.key ?? "")}`,
    );
  };
  const mails = async (row: Pick<Page, "id">) => {
    const found = (await workspace.deliveries()).find(({ rowId }) => rowId === row.id);
    return (await workspace.inbox()).filter(({ headers }) => headers["x-rowbell-delivery"] === found?.key);
  };
  async function loseAnswer(row: Pick<Page, "id">, status: string, events: object): Promise<void> {
    await mailSwitch("fail", { times: 1, after: true });
    await mailSwitch("events", events);
    await workspace.setStatus(row, status);
    await workspace.poll();
    expect(await deliveryOf(row)).toMatchObject({ state: "sending" });
  }

  it("is settled by the provider's event, even when that comes twice", async () => {
    const row = order();
    await loseAnswer(row, "Shipped", { times: 1, copies: 2 });
    await wait(2);
    expect(await deliveryOf(row)).toMatchObject({ state: "done" });
    await wait(600);
    expect(await deliveryOf(row)).toMatchObject({ state: "done", attempts: 1 });
    expect(await mails(row)).toHaveLength(1);
  });

  it("is uncertain after five minutes when the event is lost too, and never sent twice", async () => {
    const row = order();
    await loseAnswer(row, "Shipped", { times: 1, copies: 0 });
    await wait(295);
    expect(await deliveryOf(row)).toMatchObject({ state: "sending" });
    await wait(10);
    expect(await deliveryOf(row)).toMatchObject({ state: "uncertain" });
    expect(await mails(row)).toHaveLength(1);
  });

  it("is uncertain no more when the event comes late", async () => {
    const row = order();
    await loseAnswer(row, "Shipped", { times: 1, delaySeconds: 900 });
    await wait(310);
    expect(await deliveryOf(row)).toMatchObject({ state: "uncertain" });
    await wait(600);
    expect(await deliveryOf(row)).toMatchObject({ state: "done" });
  });

  it("is sent again, and marked, where its rule says never missed", async () => {
    const row = order();
    await loseAnswer(row, "Delivered", { times: 1, copies: 0 });
    await wait(310);
    await wait(30);
    expect(await deliveryOf(row)).toMatchObject({ state: "done", possibleDuplicate: true, attempts: 2 });
    expect(await mails(row)).toHaveLength(2);
  });

  it("is marked by what a person in the inbox lets become of it, in whatever order that is told", async () => {
    const row = order();
    await mailSwitch("knobs", { eventDoubling: 1, eventReordering: 0.5, seed: 3 });
    await workspace.setStatus(row, "Shipped");
    await workspace.poll();
    const [mail] = await mails(row);
    await rowbell.post(`/api/inbox/${mail?.id}/act`, { as: "bounce" });
    await wait(2);
    await wait(60);
    await mailSwitch("knobs", { eventDoubling: 0, eventReordering: 0 });
    expect(await deliveryOf(row)).toMatchObject({
      state: "done",
      mail: { state: "bounced", isForGood: true },
    });
    const lines = await rowbell.get<{ id: string; state: string }[]>("/api/inbox/lines");
    expect(lines.find(({ id }) => id === mail?.id)).toMatchObject({ state: "bounced" });
  });
});
