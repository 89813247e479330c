import { answerRule } from "../../shared/pipeline/deliver/dead-letters.ts";
import { simulatedQueue } from "./delivery-queue.ts";
import { faultyTable } from "./faulty-table.ts";
import { startProcess } from "./process.ts";
import type { WorldRule } from "./rule-authors.ts";
import { skewedClock } from "./skewed-clock.ts";
import type { Universe } from "./universe.ts";

const kinds = {
  before: "delivery dies before a call",
  after: "delivery dies after a call",
  freezes: "delivery freezes and goes on",
} as const;

/** Somebody decides about all that a rule holds, on the page or with the command, beside the tick in its row. */
export async function decide(
  universe: Universe,
  rule: WorldRule,
  answer: "release" | "discard",
): Promise<void> {
  const { table, ledger, truth, marks, queue, deliverers, time } = universe;
  const process = startProcess("page", universe, skewedClock(universe, "delivery's clock"), kinds);
  const sandbox = deliverers.take();
  sandbox.enter(faultyTable(table, ledger.tap(truth, undefined), process), process.clock);
  const { leases, sources, rules, outbox } = sandbox.stores;
  const services = {
    clock: process.clock,
    leases,
    sources,
    rules,
    outbox,
    queue: simulatedQueue(queue, process),
  };
  rule.decisions.push({ at: time.now(), answer });
  try {
    const decision = await answerRule(services, "default", rule.row.id, answer);
    if (!("refused" in decision)) marks.add("decided on the page");
    else if (decision.refused.includes("at the same moment")) marks.add("decisions raced");
  } catch (error) {
    ledger.line("not-decided", { reason: error instanceof Error ? error.name : typeof error });
  }
  deliverers.giveBack(sandbox);
}
