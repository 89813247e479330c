import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Delivery, demo, type Mail, optionOf, type PollAnswer, titleOf } from "../support/demo.ts";
import { type LocalRowbell, startLocal } from "../support/local-rowbell.ts";

describe("the contract of npm start", () => {
  let rowbell: LocalRowbell;
  let workspace: ReturnType<typeof demo>;

  beforeAll(async () => {
    rowbell = await startLocal({ ROWBELL_CLOCK: "manual" });
    workspace = demo(rowbell);
    await rowbell.post("/api/clock", { now: "2026-05-04T09:00:20.000Z" });
    await workspace.poll();
  });
  afterAll(() => rowbell?.stop());

  it("answers a poll with what it read and caused", async () => {
    const answer = await rowbell.post<PollAnswer>("/api/poll");
    expect(Object.keys(answer)).toEqual(["rowsRead", "changes", "deliveries", "notionRequests"]);
    expect(answer).toMatchObject({ changes: 0, deliveries: 0 });
  });

  it("keeps ready rules, two of them live, that are all understood", async () => {
    const rules = await workspace.rules();
    expect(rules.map(({ state }) => state).sort()).toEqual(["Dry run", "Live", "Live"]);
    expect(rules.every(({ health }) => health === "Working")).toBe(true);
  });

  it("mails the customer of an order that is shipped, within the poll that sees it", async () => {
    const [order] = await workspace.packing();
    if (!order) throw new Error("no order is packing");
    await workspace.setStatus(order, "Shipped");
    expect(await workspace.poll()).toMatchObject({ changes: 1, deliveries: 1 });
    const [mail] = await workspace.inbox();
    expect(mail?.to).toEqual([order.properties["Customer email"]?.email]);
    expect(mail?.subject).toContain(titleOf(order));
    expect(mail?.text).toContain(titleOf(order));
    expect(mail?.html).toContain("<table");
    expect(mail).toMatchObject({ receivedAt: "2026-05-04T09:00:20.000Z" });
  });

  it("gives the inbox with the fields that are promised", async () => {
    const [mail] = await rowbell.get<Mail[]>("/api/inbox");
    expect(Object.keys(mail ?? {})).toEqual([
      "id",
      "from",
      "to",
      "cc",
      "subject",
      "text",
      "html",
      "headers",
      "receivedAt",
      "attachments",
      "state",
      "isRead",
    ]);
  });

  it("gives deliveries whose key is rule:row@revision", async () => {
    const [delivery] = await rowbell.get<Delivery[]>("/api/deliveries");
    expect(delivery).toMatchObject({
      op: "update",
      state: "done",
      attempts: 1,
      dueAt: null,
      lastError: null,
    });
    expect(delivery?.key).toBe(`${delivery?.ruleId}:${delivery?.rowId}@2`);
  });

  it("explains why a rule did and did not fire for a row", async () => {
    const [delivery] = await workspace.deliveries();
    const fired = await rowbell.get<{ answer: string }>(
      `/api/explain?row=${delivery?.rowId}&rule=${delivery?.ruleId}`,
    );
    expect(fired.answer).toBe("It fired for the newest change of this row.");
    const other = await workspace.rule("Big order, tell the owner");
    const quiet = await rowbell.get<{ answer: string }>(
      `/api/explain?row=${delivery?.rowId}&rule=${other.id}`,
    );
    expect(quiet.answer).toMatch(
      /^It did not fire for the newest change of this row: the condition in If was /,
    );
  });

  it("fires twice for two edits within one minute with a poll between them", async () => {
    await workspace.addRule("Every status");
    await workspace.poll();
    const [order] = await workspace.packing();
    if (!order) throw new Error("no order is packing");
    const before = (await workspace.inbox()).length;
    await workspace.setStatus(order, "Delivered");
    await workspace.poll();
    await workspace.setStatus(order, "Cancelled");
    await workspace.poll();
    const subjects = (await workspace.inbox()).slice(0, -before).map(({ subject }) => subject);
    const title = titleOf(order);
    expect(subjects).toEqual([
      `${title} is Cancelled (was Delivered)`,
      `${title} is Delivered (was Packing)`,
    ]);
  });

  it("lets a rule take effect within the poll after its edit", async () => {
    const rule = await workspace.rule("Every status");
    await workspace.edit(rule.id, { State: { select: { name: "Off" } } });
    const [order] = await workspace.packing();
    if (!order) throw new Error("no order is packing");
    await workspace.setStatus(order, "Cancelled");
    expect(await workspace.poll()).toMatchObject({ changes: 1, deliveries: 0 });
    await workspace.edit(rule.id, { State: { select: { name: "Dry run" } } });
    await workspace.setStatus(order, "Packing");
    await workspace.poll();
    const [delivery] = (await workspace.deliveries()).filter(({ ruleId }) => ruleId === rule.id);
    expect(delivery).toMatchObject({ rowId: order.id, state: "dry run" });
  });

  it("costs one request for the rules and one for each source, however many rules there are", async () => {
    // In ten polls also one look for ticks in the Runs database, and one for lines that are old.
    const idle = 10 * 3 + 2;
    expect(await tenIdlePolls()).toBe(idle);
    for (let index = 0; index < 20; index++) await workspace.addRule(`Rule ${index}`);
    expect(await tenIdlePolls()).toBe(idle);
    expect((await workspace.rules()).length).toBe(24);
  });

  it("stands still until its clock is moved", async () => {
    const { now } = await rowbell.get<{ now: string }>("/api/health");
    const row = await workspace.add("tasksDatabaseId", {});
    expect(optionOf(row, "Status")).toBeDefined();
    const created = await rowbell.get<{ created_time: string }>(`/workspace/v1/pages/${row.id}`);
    expect(created.created_time).toBe(`${now.slice(0, 16)}:00.000Z`);
    await rowbell.post("/api/clock", { now: "2026-05-04T12:00:00.000Z" });
    expect(await rowbell.get("/api/health")).toMatchObject({ now: "2026-05-04T12:00:00.000Z" });
  });

  it("answers a clock that makes no sense with what it expects", async () => {
    const answer = await fetch(`${rowbell.url}/api/clock`, { method: "POST", body: "tomorrow" });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      error: 'the body must be {"now": "<ISO time>"}, like {"now": "2026-05-03T09:00:00Z"}',
    });
  });

  it("answers only requests for this machine by its own name", async () => {
    const answer = await fetch(`${rowbell.url}/api/inbox`, { headers: { origin: "https://evil.example" } });
    expect(answer.status).toBe(403);
  });

  it("keeps everything through a restart and leaves nothing behind", async () => {
    const before = {
      inbox: await workspace.inbox(),
      deliveries: await workspace.deliveries(),
      rules: await workspace.rules(),
    };
    expect(await rowbell.stop()).toBe(0);
    await expect(fetch(`${rowbell.url}/api/health`)).rejects.toThrow();
    rowbell = await startLocal({
      ROWBELL_CLOCK: "manual",
      ROWBELL_PORT: String(rowbell.port),
      ROWBELL_DATA: rowbell.dataFolder,
    });
    workspace = demo(rowbell);
    expect(await rowbell.get("/api/health")).toMatchObject({ now: "2026-05-04T12:00:00.000Z" });
    expect({
      inbox: await workspace.inbox(),
      deliveries: await workspace.deliveries(),
      rules: await workspace.rules(),
    }).toEqual(before);
  });

  /** What ten polls ask of Notion after everything of late has been looked at, a good while after the last edit. */
  async function tenIdlePolls(): Promise<number> {
    const { now } = await rowbell.get<{ now: string }>("/api/health");
    await workspace.poll();
    await rowbell.post("/api/clock", { now: new Date(Date.parse(now) + 20 * 60_000).toISOString() });
    await workspace.poll();
    // Where that told something anew in a rule's row, the row was edited, and its page is read once more.
    await workspace.poll();
    let requests = 0;
    for (let n = 0; n < 10; n++) requests += (await workspace.poll()).notionRequests;
    return requests;
  }
});
