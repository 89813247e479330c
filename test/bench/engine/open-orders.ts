import type { RuleRow } from "../../../shared/domain/rule.ts";
import { captureSource, openReading } from "../../../shared/pipeline/capture.ts";
import type { CaptureResult, Polling } from "../../../shared/pipeline/judge/reading.ts";
import { compileRule } from "../../../shared/pipeline/rules/compile-rule.ts";
import type { RuleInForce } from "../../../shared/pipeline/rules/rule-book.ts";
import type { PollServices } from "../../../shared/ports.ts";
import { storesIn } from "../../../shared/stores/stores.ts";
import type { Table } from "../../../shared/stores/table.ts";
import { quiet } from "../open-rowbell.ts";
import { cpuMs } from "./cpu-ms.ts";
import { orders } from "./orders.ts";
import { type OrdersWorkspace, ordersWorkspace } from "./orders-workspace.ts";

export type OpenedOrders = {
  workspace: OrdersWorkspace;
  now(): Date;
  /** Some minutes later: what was edited before is over. */
  wait(minutes: number): void;
  /** One poll of the source alone. @param pages after so many the poll's time is over. @returns what it took, in milliseconds of the processor. */
  capture(pages?: number): Promise<CaptureResult & { ms: number }>;
};

type Options = {
  count: number;
  rules: readonly RuleInForce[];
  form?: "objects" | "JSON";
  table(clock: { now(): Date }): Table;
};

/** The production capture over one source of generated rows. */
export async function openOrders({ count, rules, form = "objects", table }: Options): Promise<OpenedOrders> {
  let at = Date.parse("2026-11-02T09:00:10Z");
  const clock = { now: () => new Date(at) };
  let ids = 0;
  const stores = storesIn(table(clock), { clock, newId: () => `id-${++ids}` });
  const workspace = ordersWorkspace(count, clock.now(), form);
  const connection = { id: "default", rulesReference: "", workspace, within: () => workspace };
  const services: PollServices = {
    clock,
    log: quiet,
    connect: async () => connection,
    ...stores,
    queue: { send: async () => {} },
  };
  return {
    workspace,
    now: clock.now,
    wait(minutes) {
      at += 60_000 * minutes;
      workspace.setNow(clock.now());
    },
    async capture(pages = Number.POSITIVE_INFINITY) {
      const until = workspace.requests() + pages;
      const polling: Polling = {
        services,
        connection,
        lease: await stores.leases.take("default"),
        startedAt: clock.now().toISOString(),
        hasTime: () => workspace.requests() < until,
        confirmsLeft: 25,
        doubtsLeft: 50,
        related: new Map(),
        readingOf: async () => undefined,
      };
      const reading = await openReading(polling, orders.id, rules);
      const start = cpuMs();
      const result = await captureSource(reading);
      return { ...result, ms: cpuMs() - start };
    },
  };
}

/** So many rules in force: all look at Status but the last, which looks at Amount. */
export function rulesFor(count: number): RuleInForce[] {
  return Array.from({ length: count }, (_, index) =>
    ruleFor(index, index === count - 1 ? "Amount" : "Status to Done"),
  );
}

function ruleFor(index: number, which: string): RuleInForce {
  const row: RuleRow = {
    id: `rule-${index}`,
    url: "",
    name: `Rule ${index}`,
    state: "Live",
    watch: orders.id,
    watchText: "Orders",
    when: "Row changes",
    which,
    condition: `Amount > ${index % 100} and Email is not empty`,
    action: "Send email",
    to: "{{ Email }}",
    subject: "{{ Name }} is {{ Status }}",
    options: "",
    body: [],
  };
  const compiled = compileRule(row, orders);
  if (!compiled.value) throw new Error(JSON.stringify(compiled.problems));
  return { rule: { ...compiled.value, version: 1, connectionId: "default", fingerprint: "" }, dryRun: false };
}
