import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mostAttempts } from "../../../shared/domain/backoff.ts";

import { PermanentError, StoppedError, TransientError } from "../../../shared/domain/errors.ts";
import { deliver } from "../../../shared/pipeline/deliver/deliver.ts";
import type { DeliverServices, Mail } from "../../../shared/ports.ts";

import { startWorld, type World } from "../../support/world.ts";

describe("delivering", () => {
  let world: World;
  let row: string;
  let rule: string;
  beforeEach(async () => {
    world = await startWorld();
    const tasks = await world.makeSource("Tasks");
    row = await world.addRow(tasks.source, "Task");
    rule = await world.addRule({ watch: tasks.database });
    await world.poll();
  });
  afterEach(() => world.close());

  /** Causes a delivery. @returns its key. */
  async function owe(status: string): Promise<string> {
    await world.edit(row, { Status: { status: { name: status } } });
    await world.poll();
    const pending = (await world.deliveries()).filter(({ state }) => state === "pending");
    return pending[0]?.key ?? "";
  }

  /** The services with a mailer that does this. */
  function mailing(send: (mail: Mail) => Promise<string>): DeliverServices {
    return { ...world.delivering, mailer: { send } };
  }

  const refusing = (error: Error) => mailing(() => Promise.reject(error));
  const load = (key: string) => world.services.outbox.load(key);

  it("sends the row as it was when the change was seen", async () => {
    const key = await owe("Done");
    await world.edit(row, { Status: { status: { name: "Todo" } } });
    expect(await deliver(world.delivering, key)).toBe("done");
    expect(world.sent.map(({ subject }) => subject)).toEqual(["Task is Done"]);
    expect(await load(key)).toMatchObject({ state: "done", attempts: 1, result: { reference: "message-1" } });
  });

  it("writes a number as its column shows it", async () => {
    const euros = await world.makeSource("Orders", { Price: { number: { format: "euro" } } });
    const order = await world.addRow(euros.source, "Desk", { Price: { number: 1740 } });
    await world.addRule({
      watch: euros.database,
      subject: "{{ Name }} for {{ Price }} (was {{ before.Price }})",
    });
    await world.poll();
    await world.edit(order, { Price: { number: 1800.5 } });
    await world.poll();
    for (const { key } of await world.deliveries()) await deliver(world.delivering, key);
    expect(world.sent.map(({ subject }) => subject)).toEqual(["Desk for €1,800.50 (was €1,740.00)"]);
  });

  it("sends once however often and by however many it is woken", async () => {
    const key = await owe("Done");
    await Promise.all(Array.from({ length: 10 }, () => deliver(world.delivering, key)));
    await deliver(world.delivering, key);
    expect(world.sent).toHaveLength(1);
  });

  it("puts back what certainly did not happen, longer each time", async () => {
    const key = await owe("Done");
    const failing = refusing(new TransientError("SES is busy"));
    expect(await deliver(failing, key)).toBe("retry");
    expect(await load(key)).toMatchObject({ state: "pending", attempts: 1, lastError: "SES is busy" });
    expect(await deliver(world.delivering, key)).toBe("waiting");
    world.wait(30);
    expect(await deliver(failing, key)).toBe("retry");
    world.wait(59);
    expect(await deliver(world.delivering, key)).toBe("waiting");
    world.wait(1);
    expect(await deliver(world.delivering, key)).toBe("done");
  });

  it("waits as long as it was asked to", async () => {
    const key = await owe("Done");
    await deliver(refusing(new TransientError("later", { retryAfterMs: 3_600_000 })), key);
    world.wait(3_599);
    expect(await deliver(world.delivering, key)).toBe("waiting");
    world.wait(1);
    expect(await deliver(world.delivering, key)).toBe("done");
  });

  it("counts no try that was never begun: a process that was frozen since its claim", async () => {
    const key = await owe("Done");
    const { outbox } = world.delivering;
    const frozen: DeliverServices = {
      ...world.delivering,
      outbox: {
        ...outbox,
        async claim(...given) {
          const claimed = await outbox.claim(...given);
          world.wait(50);
          return claimed;
        },
      },
    };
    for (let time = 0; time <= mostAttempts; time++) expect(await deliver(frozen, key)).toBe("retry");
    expect(await load(key)).toMatchObject({ state: "pending", attempts: 0 });
    expect(await deliver(world.delivering, key)).toBe("done");
    expect(world.sent).toHaveLength(1);
  });

  it("waits as long as all mail is stopped, which counts for no try, and says so", async () => {
    const key = await owe("Done");
    const stopped = refusing(new StoppedError("all mail is stopped"));
    for (let time = 0; time <= mostAttempts; time++) {
      expect(await deliver(stopped, key)).toBe("retry");
      world.wait(300);
    }
    expect(await load(key)).toMatchObject({ state: "pending", attempts: 0 });
    const stats = (await world.services.rules.stats("default")).get(rule);
    expect(stats?.lastFailure?.reason).toContain("all mail is stopped");
    expect(await deliver(world.delivering, key)).toBe("done");
  });

  it("gives up in the end, and says why", async () => {
    const key = await owe("Done");
    let result = "";
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      result = await deliver(refusing(new TransientError("SES is busy")), key);
      world.wait(3_600);
    }
    expect(result).toBe("failed");
    expect(await load(key)).toMatchObject({
      state: "failed",
      lastError: `SES is busy (tried ${mostAttempts} times)`,
    });
  });

  it("gives up at once what never can succeed", async () => {
    const key = await owe("Done");
    expect(await deliver(refusing(new PermanentError("the address is refused")), key)).toBe("failed");
    expect(await load(key)).toMatchObject({ state: "failed", lastError: "the address is refused" });
  });

  it("never repeats a send whose answer was lost, and calls it uncertain after five minutes without a word", async () => {
    const key = await owe("Done");
    const losing = mailing(async (mail) => {
      world.sent.push(mail);
      throw new Error("socket hang up");
    });
    expect(await deliver(losing, key)).toBe("sending");
    world.wait(299);
    expect(await deliver(world.delivering, key)).toBe("sending");
    world.wait(1);
    expect(await deliver(world.delivering, key)).toBe("uncertain");
    expect(await deliver(world.delivering, key)).toBe("waiting");
    expect(world.sent).toHaveLength(1);
    await world.poll();
    const stats = (await world.services.rules.stats("default")).get(rule);
    expect(stats).toMatchObject({ fired: 0, uncertain: 1 });
  });

  it("settles by the newest claim only", async () => {
    const key = await owe("Done");
    const zombie = mailing(async () => {
      world.wait(301);
      await deliver(world.delivering, key);
      return "too late";
    });
    expect(await deliver(zombie, key)).toBe("waiting");
    expect(await load(key)).toMatchObject({ state: "uncertain" });
  });

  it("lets no later state of a row overtake an earlier one", async () => {
    const first = await owe("Doing");
    await deliver(refusing(new TransientError("busy")), first);
    const second = (await owe("Done")) === first ? "" : (await world.deliveries())[0]?.key;
    expect(await deliver(world.delivering, second ?? "")).toBe("waiting");
    world.wait(30);
    await deliver(world.delivering, first);
    await deliver(world.delivering, second ?? "");
    expect(world.sent.map(({ subject }) => subject)).toEqual(["Task is Doing", "Task is Done"]);
  });

  it("sends nothing for a rule that was turned off or removed meanwhile", async () => {
    const key = await owe("Done");
    await world.edit(rule, { State: { select: { name: "Off" } } });
    await world.poll();
    expect(await deliver(world.delivering, key)).toBe("cancelled");
    expect(world.sent).toEqual([]);
  });

  it.each(["Off", "Dry run"])(
    "leaves uncertain what may have gone out already when its rule is set to %s meanwhile",
    async (state) => {
      const key = await owe("Done");
      const pending = await load(key);
      const claimed =
        pending && (await world.services.outbox.claim(pending, pending.dueAt ?? "", pending.dueAt ?? ""));
      if (claimed) await world.services.outbox.repeat(claimed, claimed.seenAt);
      await world.edit(rule, { State: { select: { name: state } } });
      await world.poll();
      expect(await deliver(world.delivering, key)).toBe("uncertain");
      expect(world.sent).toEqual([]);
    },
  );

  it("sends nothing in a dry run and keeps what it would have sent, also of what was owed while it was live", async () => {
    const owed = await owe("Doing");
    await world.edit(rule, { State: { select: { name: "Dry run" } } });
    const key = await owe("Done");
    expect(await deliver(world.delivering, owed)).toBe("dry run");
    expect(
      await deliver(world.delivering, key === owed ? ((await world.deliveries())[0]?.key ?? "") : key),
    ).toBe("dry run");
    expect(world.sent).toEqual([]);
    const preview = { to: "ada@example.com", subject: "Task is Doing" };
    expect(await load(owed)).toMatchObject({ state: "dry run", result: { preview } });
  });

  it("begins nothing that it could not finish: what fails before the send leaves it due", async () => {
    const key = await owe("Done");
    const rules = { ...world.services.rules, load: () => Promise.reject(new Error("throttled")) };
    await expect(deliver({ ...world.delivering, rules }, key)).rejects.toThrow("throttled");
    expect(await load(key)).toMatchObject({ state: "pending", attempts: 0 });
    expect(await deliver(world.delivering, key)).toBe("done");
  });

  it("tells the author why a mail waits, until it is sent", async () => {
    const key = await owe("Done");
    await deliver(refusing(new TransientError("verify the sender")), key);
    const waiting = (await world.services.rules.stats("default")).get(rule);
    expect(waiting?.lastFailure?.reason).toBe("verify the sender; it is tried again");
    world.wait(30);
    await deliver(world.delivering, key);
    await world.delivering.outbox.flush();
    expect((await world.services.rules.stats("default")).get(rule)?.lastFailure).toBeUndefined();
  });

  it("fails what could not be evaluated, so that the rule's row tells", async () => {
    const key = await owe("Done");
    const outbox = {
      ...world.services.outbox,
      load: async (asked: string) => {
        const delivery = await world.services.outbox.load(asked);
        return delivery && { ...delivery, refusal: "this rule could not be evaluated for this row" };
      },
    };
    expect(await deliver({ ...world.delivering, outbox }, key)).toBe("failed");
    const stats = (await world.services.rules.stats("default")).get(rule);
    expect(stats?.lastFailure?.reason).toBe("this rule could not be evaluated for this row");
  });

  it("says which cell leaves nobody to mail", async () => {
    await world.edit(rule, { To: { rich_text: [{ type: "text", text: { content: "{{ Email }}" } }] } });
    const key = await owe("Done");
    expect(await deliver(world.delivering, key)).toBe("failed");
    expect((await load(key))?.lastError).toBe('To is empty for this row: "Email" has no value');
  });

  it("mails nobody who said no, and says who that is", async () => {
    const key = await owe("Done");
    const said = {
      address: "ada@example.com",
      ruleId: rule,
      reason: "unsubscribed",
      at: "2026-03-02T09:00:00.000Z",
    };
    await world.delivering.suppressions.add("default", said as never);
    expect(await deliver(world.delivering, key)).toBe("suppressed");
    expect(world.sent).toEqual([]);
    expect(await load(key)).toMatchObject({
      state: "suppressed",
      attempts: 0,
      lastError: "ada@example.com unsubscribed from this rule's mail on 2026-03-02",
      result: { preview: { to: "ada@example.com" } },
    });
    const stats = (await world.services.rules.stats("default")).get(rule);
    expect(stats).toMatchObject({ fired: 0, failed: 0, suppressed: 1 });
    expect(stats?.lastFailure).toBeUndefined();
    expect(await world.services.outbox.due(world.clock.now().toISOString(), 10)).toEqual([]);
  });

  it("leaves out who said no, and mails the others", async () => {
    const to = "Ada@Example.com, bob@example.com";
    await world.edit(rule, { To: { rich_text: [{ type: "text", text: { content: to } }] } });
    const key = await owe("Done");
    const said = { address: "ada@example.com", reason: "bounced", at: "2026-03-02T09:00:00.000Z" };
    await world.delivering.suppressions.add("default", said as never);
    const parts: string[] = [];
    expect(await deliver(world.delivering, key, (keys) => parts.push(...keys))).toBe("passed on");
    const results = [];
    for (const part of parts) results.push(await deliver(world.delivering, part));
    expect(results.sort()).toEqual(["done", "suppressed"]);
    expect(world.sent.map((mail) => mail.to)).toEqual([["bob@example.com"]]);
  });

  it("leaves uncertain what may have gone out to somebody who said no meanwhile", async () => {
    const key = await owe("Done");
    const pending = await load(key);
    const claimed =
      pending && (await world.services.outbox.claim(pending, pending.dueAt ?? "", pending.dueAt ?? ""));
    if (claimed) await world.services.outbox.repeat(claimed, claimed.seenAt);
    const said = { address: "ada@example.com", reason: "complained", at: "2026-03-02T09:00:00.000Z" };
    await world.delivering.suppressions.add("default", said as never);
    expect(await deliver(world.delivering, key)).toBe("uncertain");
    expect((await load(key))?.lastError).toContain("ada@example.com marked a mail as spam");
  });

  it("finds what was owed again in the due index when its message was lost", async () => {
    const key = await owe("Done");
    expect(await world.services.outbox.due(world.clock.now().toISOString(), 10)).toEqual([key]);
    await deliver(world.delivering, key);
    expect(await world.services.outbox.due(world.clock.now().toISOString(), 10)).toEqual([]);
  });
});
