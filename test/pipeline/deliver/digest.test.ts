import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deliver } from "../../../shared/pipeline/deliver/deliver.ts";
import { startWorld, type World } from "../../support/world.ts";

describe("a rule with a digest", () => {
  let world: World;
  let tasks: { database: string; source: string };
  let rows: string[];
  beforeEach(async () => {
    // It is 10:00:20 in UTC, on a Monday.
    world = await startWorld();
    tasks = await world.makeSource("Tasks");
    rows = [];
    for (const name of ["Write", "Read", "Rest"]) rows.push(await world.addRow(tasks.source, name));
  });
  afterEach(() => world.close());

  const digesting = (more: object = {}) =>
    world.addRule({
      watch: tasks.database,
      options: "digest: daily at 17:00",
      subject: "What was done",
      body: ["{{ Name }} is {{ Status }} now"],
      ...more,
    });

  async function edit(status: string, ids: readonly string[] = rows): Promise<void> {
    for (const id of ids) await world.edit(id, { Status: { status: { name: status } } });
    await world.poll();
    await deliverDue();
  }

  /** What is due and was not yet, as the queue would wake it. */
  async function deliverDue(): Promise<void> {
    const due = await world.services.outbox.due(world.clock.now().toISOString(), 100);
    for (const key of due) await deliver(world.delivering, key, (parts) => due.push(...parts));
  }

  const at = (time: string) => world.clock.set(new Date(`2026-03-0${time}Z`));

  it("sends one mail to each person, with every change in it, when its time has come", async () => {
    await digesting({ to: "ada@example.com, bo@example.com" });
    await world.poll();
    await edit("Doing", rows.slice(0, 1));
    await edit("Done", rows.slice(1));
    at("2T17:00:30");
    await deliverDue();
    expect(world.sent).toEqual([]);
    at("2T17:01:00");
    await deliverDue();
    await deliverDue();
    expect(world.sent.map(({ to, subject }) => [to[0], subject]).sort()).toEqual([
      ["ada@example.com", "What was done (3)"],
      ["bo@example.com", "What was done (3)"],
    ]);
    const [mail] = world.sent;
    for (const line of ["Write is Doing now", "Read is Done now", "Rest is Done now"]) {
      expect(mail?.text).toContain(line);
      expect(mail?.html).toContain(line);
    }
    const states = (await world.deliveries()).map(({ recipient, state }) => `${recipient ?? "row"} ${state}`);
    expect(states.sort()).toEqual([
      "ada@example.com done",
      "bo@example.com done",
      "row passed on",
      "row passed on",
      "row passed on",
    ]);
  });

  it("counts changes, and not the mail that they came in", async () => {
    await digesting();
    await world.poll();
    await edit("Done");
    at("2T17:02:00");
    await deliverDue();
    await world.delivering.outbox.flush();
    const [stats] = (await world.services.rules.stats("default")).values();
    expect(stats?.fired).toBe(3);
  });

  it("takes a change that comes after it was closed into the next one", async () => {
    await digesting();
    await world.poll();
    await edit("Doing");
    at("2T17:01:00");
    const failing = { ...world.delivering, mailer: { send: () => Promise.reject(new Error("no answer")) } };
    const [digest = ""] = await world.services.outbox.due(world.clock.now().toISOString(), 10);
    expect(await deliver(failing, digest)).toBe("sending");
    await edit("Done");
    at("3T17:01:00");
    await deliverDue();
    expect(world.sent.map(({ text }) => text.match(/is \w+ now/g))).toEqual([
      ["is Done now", "is Done now", "is Done now"],
    ]);
    expect((await world.services.outbox.load(digest))?.state).toBe("uncertain");
  });

  it("of what its author released the day after comes at its usual time", async () => {
    await digesting({ options: "digest: daily at 17:00\nhold above: 1 row" });
    await world.poll();
    for (const id of rows) await world.edit(id, { Status: { status: { name: "Done" } } });
    await world.poll();
    const held = (await world.deliveries()).filter(({ state }) => state === "held");
    expect(held).toHaveLength(2);
    at("3T12:00:00");
    for (const { key } of held) await world.services.outbox.redrive(key, "2026-03-03T12:00:00.000Z", "held");
    await deliverDue();
    at("3T12:05:00");
    await deliverDue();
    expect(world.sent).toEqual([]);
    at("3T17:01:00");
    await deliverDue();
    expect(world.sent.map(({ subject }) => subject)).toEqual(["What was done (3)"]);
  });

  it("that an outage kept from being gathered comes as soon as it can", async () => {
    await digesting();
    await world.poll();
    for (const id of rows) await world.edit(id, { Status: { status: { name: "Done" } } });
    await world.poll();
    at("2T17:40:00");
    await deliverDue();
    await deliverDue();
    expect(world.sent.map(({ subject }) => subject)).toEqual(["What was done (3)"]);
  });

  it("tells how many there are more than a mail takes", async () => {
    await digesting({
      body: [`{{ Name }} ${"and so on ".repeat(180)}`],
      options: "digest: daily\nhold above: never",
    });
    for (let n = 0; n < 60; n++) rows.push(await world.addRow(tasks.source, `Task ${n}`));
    await world.poll();
    await edit("Done");
    // So many changes are believed at the second poll.
    world.wait(60);
    await world.poll();
    await deliverDue();
    at("3T09:01:00");
    await deliverDue();
    const [mail] = world.sent;
    const shown = mail?.text.match(/and so on and so on/g)?.length ?? 0;
    expect(mail?.subject).toBe("What was done (63)");
    expect(mail?.text).toMatch(/and \d+ more/);
    expect(Buffer.byteLength(mail?.html ?? "")).toBeLessThan(102_000);
    expect(shown).toBeGreaterThan(0);
  });

  it("sends nothing of what a rule gathered that was switched off meanwhile", async () => {
    const rule = await digesting();
    await world.poll();
    await edit("Done");
    await world.edit(rule, { State: { select: { name: "Off" } } });
    await world.poll();
    at("2T17:01:00");
    await deliverDue();
    expect(world.sent).toEqual([]);
    const [digest] = (await world.deliveries()).filter(({ recipient }) => recipient !== undefined);
    expect(digest?.state).toBe("cancelled");
  });

  it("shows each change by itself in a dry run", async () => {
    await digesting({ state: "Dry run" });
    await world.poll();
    await edit("Done", rows.slice(0, 1));
    const [delivery] = await world.deliveries();
    expect(delivery).toMatchObject({ state: "dry run", result: { preview: { to: "ada@example.com" } } });
  });

  it("is named after its rule where the subject is about one row, and copies go to those who are written out", async () => {
    await digesting({
      subject: "{{ Name }} is {{ Status }}",
      options: "digest: daily at 17:00\ncc: boss@example.com",
    });
    await world.poll();
    await edit("Done", rows.slice(0, 2));
    at("2T17:01:00");
    await deliverDue();
    expect(world.sent).toMatchObject([{ subject: "Rule (2)", cc: ["boss@example.com"] }]);
  });

  it.each([
    ["cc: {{ Email }}", 'a digest is about many rows, so "cc" takes addresses as they are, and no {{ … }}'],
    [
      "recipients: together",
      'a digest goes to each person by themselves; take out "recipients: together" or "digest"',
    ],
  ])("says what can't go with it: %s", async (line, message) => {
    const rule = await digesting({ options: `digest: daily\n${line}` });
    await world.poll();
    const head = (await world.services.rules.heads("default")).find(({ ruleId }) => ruleId === rule);
    expect(head?.problems).toEqual([{ column: "Options", message }]);
  });
});
