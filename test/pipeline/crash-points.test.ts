import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deliver } from "../../shared/pipeline/deliver/deliver.ts";
import { Crash, crashing } from "../support/crashing.ts";
import { startWorld, type World } from "../support/world.ts";

/** More than a poll or a delivery makes; the test ends at the first call that is never reached. */
const mostCalls = 60;

describe("a process that dies at any of its calls", () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  async function watchedRow(): Promise<string> {
    const source = await world.makeSource("Tasks");
    const row = await world.addRow(source.source, "Task");
    await world.addRule({ watch: source.database });
    await world.addRule({ watch: source.database, name: "Second", which: "Status" });
    await world.poll();
    world.wait(600);
    await world.poll();
    return row;
  }

  it.each(["before", "after"] as const)(
    "loses and doubles no delivery when a poll dies %s a call",
    async (when) => {
      const row = await watchedRow();
      let expected = 0;
      let crashes = 0;
      for (let call = 1; call <= mostCalls; call++) {
        await world.edit(row, { Amount: { number: call } });
        await world.edit(row, { Status: { status: { name: call % 2 === 0 ? "Doing" : "Done" } } });
        expected += 2;
        const dying = crashing(world.services, { call, when });
        const crashed = await world.poll(dying.ports).then(
          () => false,
          (error: unknown) => error instanceof Crash,
        );
        if (crashed) crashes++;
        await world.poll();
        const keys = (await world.deliveries()).map(({ key }) => key);
        expect(new Set(keys).size, `after a crash ${when} call ${call}`).toBe(keys.length);
        expect(keys.length, `after a crash ${when} call ${call}`).toBe(expected);
        world.wait(30);
        if (dying.calls() < call) break;
      }
      expect(crashes).toBeGreaterThan(15);
    },
  );

  it.each(["before", "after"] as const)(
    "sends once, or says it is uncertain, when a delivery dies %s a call",
    async (when) => {
      const row = await watchedRow();
      let crashes = 0;
      for (let call = 1; call <= mostCalls; call++) {
        await world.edit(row, { Amount: { number: call } });
        await world.poll();
        const [delivery] = (await world.deliveries()).filter(({ state }) => state === "pending");
        const key = delivery?.key ?? "";
        const dying = crashing(world.delivering, { call, when });
        const crashed = await deliver(dying.ports, key).then(
          (result) => result === "sending",
          (error: unknown) => error instanceof Crash,
        );
        if (crashed) crashes++;
        await deliver(world.delivering, key);
        world.wait(301);
        await deliver(world.delivering, key);
        const settled = await world.services.outbox.load(key);
        const mails = world.sent.filter((mail) => mail.key === key).length;
        expect(["done", "uncertain"], `after a crash ${when} call ${call}`).toContain(settled?.state);
        if (settled?.state === "done") expect(mails, `after a crash ${when} call ${call}`).toBe(1);
        else expect(mails, `after a crash ${when} call ${call}`).toBeLessThanOrEqual(1);
        for (const other of await world.deliveries()) await deliver(world.delivering, other.key);
        if (dying.calls() < call) break;
      }
      expect(crashes).toBeGreaterThan(5);
    },
  );
});
