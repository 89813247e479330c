import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { demo, titleOf } from "../support/demo.ts";
import { type LocalRowbell, startLocal } from "../support/local-rowbell.ts";

/** How often the process is killed, each time somewhere else in its work. `npm run test:crash` does many more. */
const kills = Number(process.env.ROWBELL_TEST_KILLS ?? 6);
const statuses = ["Packing", "Shipped", "Delivered", "New"];

describe("killing the process at any moment", () => {
  it(
    "loses and doubles nothing, but for what it says is uncertain",
    async () => {
      let rowbell = await startLocal({ ROWBELL_CLOCK: "manual" });
      const first = demo(rowbell);
      await first.poll();
      await first.addRule("Every status");
      await first.poll();
      const orders = (await first.rows("ordersDatabaseId")).slice(0, 5);
      const wanted: string[] = [];
      let was = new Map(orders.map((order) => [order.id, optionName(order.properties.Status)]));

      for (let round = 0; round < kills; round++) {
        const workspace = demo(rowbell);
        // In one edit minute a state that comes back would be taken for a stale answer.
        await moveClock(rowbell);
        const next = new Map<string, string>();
        for (const order of orders) {
          const status =
            statuses[(statuses.indexOf(was.get(order.id) ?? "New") + 1) % statuses.length] ?? "New";
          await workspace.setStatus(order, status);
          next.set(order.id, status);
          wanted.push(`${titleOf(order)} is ${status} (was ${was.get(order.id)})`);
        }
        was = next;
        // Somewhere between the first read and the last mail of this poll; the steps cover both ends.
        const polling = workspace.poll().catch(() => undefined);
        await delay((round * 170) / kills);
        await rowbell.kill();
        await polling;
        rowbell = await startLocal({
          ROWBELL_CLOCK: "manual",
          ROWBELL_PORT: String(rowbell.port),
          ROWBELL_DATA: rowbell.dataFolder,
        });
        await demo(rowbell).poll();
      }

      await letClaimsEnd(rowbell);
      const workspace = demo(rowbell);
      const rule = await workspace.rule("Every status");
      const deliveries = (await workspace.deliveries()).filter(({ ruleId }) => ruleId === rule.id);
      const mails = (await workspace.inbox()).filter(({ to }) => to[0] === "watcher@example.com");
      const uncertain = deliveries.filter(({ state }) => state === "uncertain");
      expect(deliveries.map(({ state }) => state).filter((state) => state !== "uncertain")).toEqual(
        Array(wanted.length - uncertain.length).fill("done"),
      );
      expect(deliveries.length).toBe(wanted.length);
      const subjects = mails.map(({ subject }) => subject);
      for (const subject of new Set(wanted)) {
        const due = wanted.filter((other) => other === subject).length;
        const sent = subjects.filter((other) => other === subject).length;
        expect(sent, subject).toBeLessThanOrEqual(due);
      }
      // An uncertain mail may or may not have gone out; every other one went out once.
      expect(mails.length).toBeGreaterThanOrEqual(wanted.length - uncertain.length);
      expect(mails.length).toBeLessThanOrEqual(wanted.length);
      // A kill leaves at most the one delivery open that was being sent.
      expect(uncertain.length).toBeLessThanOrEqual(kills);
      await rowbell.stop();
    },
    60_000 + kills * 6_000,
  );
});

/** Moves the clock past the five minutes that the provider's word is waited for, so that what a kill left open is settled. */
async function letClaimsEnd(rowbell: LocalRowbell): Promise<void> {
  for (let minute = 0; minute < 7; minute++) {
    await moveClock(rowbell);
    await demo(rowbell).poll();
  }
}

async function moveClock(rowbell: LocalRowbell): Promise<void> {
  const { now } = await rowbell.get<{ now: string }>("/api/health");
  await rowbell.post("/api/clock", { now: new Date(Date.parse(now) + 61_000).toISOString() });
}

function optionName(property: { [type: string]: unknown } | undefined): string {
  return (property?.status as { name: string } | undefined)?.name ?? "";
}
