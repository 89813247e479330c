import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDeliverHandler } from "../../../functions/deliver/handler.ts";
import { PermanentError } from "../../../shared/domain/errors.ts";
import { deliver } from "../../../shared/pipeline/deliver/deliver.ts";
import { startWorld, type World } from "../../support/world.ts";

describe("a mail to several people", () => {
  let world: World;
  let row: string;
  beforeEach(async () => {
    world = await startWorld();
    const tasks = await world.makeSource("Tasks");
    row = await world.addRow(tasks.source, "Task", { Email: { email: "cy@example.com" } });
    await world.addRule({ watch: tasks.database, to: "ada@example.com, Bob@example.com {{ Email }}" });
    await world.poll();
  });
  afterEach(() => world.close());

  async function owe(status: string): Promise<string> {
    await world.edit(row, { Status: { status: { name: status } } });
    await world.poll();
    return (await world.deliveries()).find(({ state }) => state === "pending")?.key ?? "";
  }

  const sentTo = () => world.sent.map(({ to }) => to.join());
  const wakeAll = async (keys: readonly string[]) => {
    for (const key of keys) await deliver(world.delivering, key);
  };

  it("reaches each of them by itself, and none sees the others", async () => {
    const key = await owe("Done");
    const handler = createDeliverHandler(world.delivering);
    const record = { messageId: "1", body: JSON.stringify({ key }), attributes: { MessageGroupId: row } };
    await handler({ Records: [record] } as never, { getRemainingTimeInMillis: () => 60_000 } as never);
    expect(sentTo().sort()).toEqual(["Bob@example.com", "ada@example.com", "cy@example.com"]);
    const states = (await world.deliveries()).map(({ state, recipient }) => [recipient, state]);
    expect(states).toEqual(
      expect.arrayContaining([
        [undefined, "passed on"],
        ["ada@example.com", "done"],
        ["Bob@example.com", "done"],
        ["cy@example.com", "done"],
      ]),
    );
  });

  it("counts as one firing", async () => {
    const parts: string[] = [];
    await deliver(world.delivering, await owe("Done"), (keys) => parts.push(...keys));
    await wakeAll(parts);
    await world.delivering.outbox.flush();
    const [stats] = (await world.services.rules.stats("default")).values();
    expect(stats?.fired).toBe(1);
  });

  it("fails for one alone where it fails for one alone", async () => {
    const parts: string[] = [];
    await deliver(world.delivering, await owe("Done"), (keys) => parts.push(...keys));
    const mailer = {
      send: async (mail: Parameters<typeof world.delivering.mailer.send>[0]) => {
        if (mail.to[0] === "ada@example.com") throw new PermanentError("SES refused the mail");
        return world.delivering.mailer.send(mail);
      },
    };
    for (const key of parts) await deliver({ ...world.delivering, mailer }, key);
    expect(sentTo().sort()).toEqual(["Bob@example.com", "cy@example.com"]);
    const [dead] = await world.services.outbox.dead("default", 10);
    expect(dead).toMatchObject({ recipient: "ada@example.com", lastError: "SES refused the mail" });
  });

  it("goes out once to each, wherever it was interrupted and however often it was begun", async () => {
    const key = await owe("Done");
    const { outbox } = world.delivering;
    const whole = await outbox.load(key);
    if (!whole) throw new Error("nothing is owed");
    const at = world.clock.now().toISOString();
    // As if two had begun, the first interrupted after its parts were there, with the people in another order.
    await outbox.passOn({ ...whole, claim: 7 }, ["cy@example.com", "ada@example.com"], at);
    expect(await outbox.load(key)).toMatchObject({ state: "pending" });
    const parts: string[] = [];
    await deliver(world.delivering, key, (keys) => parts.push(...keys));
    await deliver(world.delivering, key, (keys) => parts.push(...keys));
    await wakeAll([...parts, ...parts, key]);
    expect(sentTo().sort()).toEqual(["Bob@example.com", "ada@example.com", "cy@example.com"]);
  });

  it("of a later change waits until all of the earlier one is settled", async () => {
    const parts: string[] = [];
    await deliver(world.delivering, await owe("Doing"), (keys) => parts.push(...keys));
    await wakeAll(parts.slice(1));
    const later = await owe("Done");
    const newest = (await world.deliveries()).find(({ op, state, recipient, changes }) => {
      return (
        op === "update" && state === "pending" && recipient === undefined && changes[0]?.after === "Done"
      );
    });
    expect(await deliver(world.delivering, newest?.key ?? later)).toBe("waiting");
    await wakeAll(parts);
    expect(await deliver(world.delivering, newest?.key ?? later)).toBe("passed on");
  });

  it("is shown whole by a dry run, and passed on to nobody", async () => {
    const rules = await world.person.dataSources.query({ data_source_id: world.rulesSource.source });
    await world.edit(rules.results[0]?.id ?? "", { State: { select: { name: "Dry run" } } });
    const key = await owe("Done");
    expect(await deliver(world.delivering, key)).toBe("dry run");
    const preview = (await world.services.outbox.load(key))?.result?.preview;
    expect(preview?.to).toBe("ada@example.com, Bob@example.com, cy@example.com");
    expect(await world.deliveries()).toHaveLength(1);
  });
});
