import type { MailEvent } from "../../shared/domain/mail-event.ts";
import { deliver } from "../../shared/pipeline/deliver/deliver.ts";
import { hearOfMail } from "../../shared/pipeline/deliver/hear-of-mail.ts";
import type { DeliverServices } from "../../shared/ports.ts";
import { noFiles } from "../support/render-mail.ts";
import type { Handled } from "./delivery-queue.ts";
import { faultyTable } from "./faulty-table.ts";
import { simulatedMailer } from "./mailer.ts";
import { NotionApi } from "./notion-api.ts";
import { type Process, startProcess } from "./process.ts";
import type { Sandbox } from "./sandbox.ts";
import { simulatedConnection } from "./simulated-workspace.ts";
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

/** The function behind the provider's events; it tries a few times, as its queue does. @returns whether it was taken. */
export async function runMailEvent(universe: Universe, notice: MailEvent): Promise<boolean> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    if (await takeEvent(universe, notice)) return true;
    await universe.time.sleep(60_000);
  }
  return false;
}

function takeEvent(universe: Universe, notice: MailEvent): Promise<boolean> {
  const { log, marks } = universe;
  return new Promise((resolve) => {
    const process = startProcess("event", universe, skewedClock(universe, "delivery's clock"), kinds, () =>
      resolve(false),
    );
    const sandbox = universe.deliverers.take();
    const { outbox, suppressions } = deliverServices(universe, process, sandbox);
    hearOfMail({ log, outbox, suppressions, readEvent: () => notice }, notice).then(
      (result) => {
        marks.add(`send event: ${result}`);
        universe.deliverers.giveBack(sandbox);
        resolve(true);
      },
      () => resolve(false),
    );
  });
}

function deliverServices(universe: Universe, process: Process, sandbox: Sandbox): DeliverServices {
  const { table, ledger, mail, log, notion, time, author } = universe;
  const tapped = faultyTable(table, ledger.tap(universe.truth, undefined), process);
  sandbox.enter(tapped, process.clock);
  const { rules, outbox, mailCounts, ownWrites, suppressions, budgets } = sandbox.stores;
  return {
    clock: process.clock,
    log,
    rules,
    outbox,
    mailCounts,
    ownWrites,
    suppressions,
    fileStore: noFiles,
    mailer: simulatedMailer(mail, process),
    connect: async (_id, hasTime) =>
      simulatedConnection(new NotionApi(notion, process, { onAnomaly() {}, onQuery() {} }), {
        process,
        time,
        budgets,
        hasTime,
        rulesReference: author.rulesSource.databaseId,
      }),
  };
}
