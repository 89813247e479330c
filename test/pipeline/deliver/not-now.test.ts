import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BudgetError, StoppedError, TransientError } from "../../../shared/domain/errors.ts";
import { deliver } from "../../../shared/pipeline/deliver/deliver.ts";
import { startWorld, type World } from "../../support/world.ts";

describe("a mail that may not go out now", () => {
  let world: World;
  let tasks: { database: string; source: string };
  beforeEach(async () => {
    // It is 10:00:20 in UTC, on a Monday.
    world = await startWorld();
    tasks = await world.makeSource("Tasks");
  });
  afterEach(() => world.close());

  async function owed(options: string, rows = 1, more: object = {}): Promise<string[]> {
    const ids: string[] = [];
    for (let n = 1; n <= rows; n++) ids.push(await world.addRow(tasks.source, `Task ${n}`));
    await world.addRule({ watch: tasks.database, options, ...more });
    await world.poll();
    for (const id of ids) await world.edit(id, { Status: { status: { name: "Done" } } });
    await world.poll();
    const pending = (await world.deliveries()).filter(({ state }) => state === "pending");
    return pending.map(({ key }) => key);
  }

  it("waits for the end of quiet hours, by the clocks of its rule", async () => {
    const [key = ""] = await owed("quiet hours: 19:00-8:00\ntime zone: Asia/Tokyo");
    expect(await deliver(world.delivering, key)).toBe("waiting");
    expect(await world.services.outbox.load(key)).toMatchObject({
      state: "pending",
      attempts: 0,
      dueAt: "2026-03-02T23:00:00.000Z",
    });
    world.clock.set(new Date("2026-03-02T23:00:00.000Z"));
    expect(await deliver(world.delivering, key)).toBe("done");
  });

  it("waits until tomorrow when its person had as many as the rule allows, and others get theirs", async () => {
    const keys = await owed("limit per person: 2 a day", 3);
    const results = [];
    for (const key of keys) results.push(await deliver(world.delivering, key));
    expect(results).toEqual(["done", "done", "waiting"]);
    for (const key of await owed("limit per person: 2 a day", 1, { to: "bo@example.com" }))
      await deliver(world.delivering, key);
    expect(world.sent.map(({ to }) => to[0])).toEqual([
      "ada@example.com",
      "ada@example.com",
      "bo@example.com",
    ]);
    world.clock.set(new Date("2026-03-03T00:00:00.000Z"));
    expect(await deliver(world.delivering, keys[2] ?? "")).toBe("done");
    expect(world.sent.filter(({ to }) => to[0] === "ada@example.com")).toHaveLength(3);
  });

  it.each([
    ["SES has no room for it", new BudgetError("no room", "2026-03-02T10:15:00.000Z")],
    ["all mail is stopped", new StoppedError("stopped")],
    ["SES asks to send more slowly", new TransientError("slowly")],
  ])("is counted once however often it is tried, where %s", async (_name, trouble) => {
    const keys = await owed("limit per person: 2 a day", 2);
    const busy = { ...world.delivering, mailer: { send: () => Promise.reject(trouble) } };
    for (let tries = 0; tries < 3; tries++) {
      for (const key of keys) expect(await deliver(busy, key)).toBe("retry");
      world.wait(3_600);
    }
    for (const key of keys) expect(await deliver(world.delivering, key)).toBe("done");
    expect(world.sent).toHaveLength(2);
  });

  it("is one to several people for each of them by themselves", async () => {
    const keys = await owed("limit per person: 1 a day", 2, { to: "ada@example.com, bo@example.com" });
    const results: string[] = [];
    for (const key of keys) {
      results.push(await deliver(world.delivering, key, (parts) => keys.push(...parts)));
    }
    expect(results.slice(0, 2)).toEqual(["passed on", "passed on"]);
    expect(results.slice(2).sort()).toEqual(["done", "done", "waiting", "waiting"]);
  });

  it("does not hold up an action that mails nobody: the rule says that the option is idle", async () => {
    const id = await world.addRule({
      watch: tasks.database,
      action: "Update row",
      to: "",
      subject: "",
      options: "set: Amount to 1\nquiet hours: 8:00-20:00",
    });
    await world.poll();
    const rule = (await world.services.rules.heads("default")).find(({ ruleId }) => ruleId === id);
    expect(rule?.problems).toEqual([
      {
        column: "Options",
        message: '"quiet hours" is for mails, and "Update row" sends none; take the line out',
      },
    ]);
  });
});
