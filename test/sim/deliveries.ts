import { deliver } from "../../shared/pipeline/deliver.ts";
import type { DeliverServices } from "../../shared/ports.ts";
import type { Handled } from "./delivery-queue.ts";
import { faultyTable } from "./faulty-table.ts";
import { simulatedMailer } from "./mailer.ts";
import { type Process, startProcess } from "./process.ts";
import type { Sandbox } from "./sandbox.ts";
import { skewedClock } from "./skewed-clock.ts";
import type { Universe } from "./universe.ts";

const kinds = {
  before: "delivery dies before a call",
  after: "delivery dies after a call",
  freezes: "delivery freezes and goes on",
} as const;

/** One run of the deliver function, for one message. */
export function runDelivery(universe: Universe, key: string): Promise<Handled> {
  return new Promise((resolve) => {
    const process = startProcess("delivery", universe, skewedClock(universe, "delivery's clock"), kinds, () =>
      resolve("died"),
    );
    const sandbox = universe.deliverers.take();
    deliver(deliverServices(universe, process, sandbox), key).then(
      (result) => {
        universe.marks.add(`delivery: ${result}`);
        universe.ledger.trace(`${key} ${result}`);
        universe.deliverers.giveBack(sandbox);
        resolve("taken");
      },
      (error) => {
        universe.ledger.line("delivery-not-looked-at", { reason: String(error) });
        universe.deliverers.giveBack(sandbox);
        resolve("failed");
      },
    );
  });
}

/** The function behind the provider's send events; it tries a few times, as its queue does. */
export async function confirmSent(
  universe: Universe,
  key: string,
  reference: string,
  sentAt: number,
): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    const done = await new Promise<boolean>((resolve) => {
      const process = startProcess("event", universe, skewedClock(universe, "delivery's clock"), kinds, () =>
        resolve(false),
      );
      const { outbox } = deliverServices(universe, process, universe.deliverers.take());
      outbox.confirmSent(key, new Date(sentAt).toISOString(), reference).then(
        (confirmed) => {
          universe.marks.add(`send event: ${confirmed ? "settled" : "known"}`);
          resolve(true);
        },
        () => resolve(false),
      );
    });
    if (done) return;
    await universe.time.sleep(60_000);
  }
}

function deliverServices(universe: Universe, process: Process, sandbox: Sandbox): DeliverServices {
  const { table, ledger, mail, log } = universe;
  const tapped = faultyTable(table, ledger.tap(universe.truth, undefined), process);
  sandbox.enter(tapped, process.clock);
  const { rules, outbox } = sandbox.stores;
  return { clock: process.clock, log, rules, outbox, mailer: simulatedMailer(mail, process) };
}
