import { parseDeliveryKey } from "../../shared/domain/delivery.ts";
import { deliver } from "../../shared/pipeline/deliver/deliver.ts";
import { type PollResult, pollConnection } from "../../shared/pipeline/poll.ts";
import type { Clock, DeliverServices, Log, PollServices } from "../../shared/ports.ts";
import { storesIn } from "../../shared/stores/stores.ts";
import type { Table } from "../../shared/stores/table.ts";
import { rulesColumns } from "../sim/columns.ts";
import type { NotionHost } from "../sim/notion-api.ts";
import type { WorldSource } from "../sim/notion-world.ts";
import { rngOf } from "../sim/rng.ts";
import { writeRule } from "../sim/rule-authors.ts";
import { simulatedConnection } from "../sim/simulated-workspace.ts";
import { plainProcess } from "./plain-process.ts";
import { openApi } from "./quiet-notion.ts";

export type Neighbours = {
  notion: NotionHost;
  clock: Clock;
  table: Table;
  /** Gets the keys of deliveries to be taken further. */
  wake(keys: readonly string[]): void;
  mailed(rowId: string, subject: string): void;
};

export type OpenedRowbell = {
  stores: ReturnType<typeof storesIn>;
  poll(): Promise<PollResult>;
  deliver(key: string): Promise<unknown>;
};

/** The product with one Rules database: its polls and deliveries in production form. */
export function openRowbell(
  { notion, clock, table, wake, mailed }: Neighbours,
  rulesReference: string,
): OpenedRowbell {
  let ids = 0;
  const stores = storesIn(table, { clock, newId: () => `id-${++ids}` });
  const process = plainProcess(notion.time, clock);
  const connect: PollServices["connect"] = async (_id, hasTime) => {
    const { time } = notion;
    const { budgets } = stores;
    return simulatedConnection(openApi(notion, process), {
      process,
      time,
      budgets,
      hasTime,
      rulesReference,
    });
  };
  const delivering: DeliverServices = {
    clock,
    log: quiet,
    connect,
    ...stores,
    mailer: {
      async send({ key, subject }) {
        mailed(parseDeliveryKey(key).rowId, subject);
        return key;
      },
    },
  };
  const services: PollServices = {
    clock,
    log: quiet,
    connect,
    ...stores,
    queue: { send: async (keys) => wake(keys) },
  };
  return {
    stores,
    poll: () => pollConnection(services, "default", () => true),
    deliver: (key) => deliver(delivering, key),
  };
}

export const quiet: Log = { info: () => {}, error: () => {} };

/** A Rules database with one rule: a mail for each change of Amount. @returns the database's id and the rule's. */
export function writeRules(
  notion: NotionHost,
  source: WorldSource,
  options: string,
): { reference: string; ruleId: string } {
  const rulesSource = notion.world.addSource("Rules", rulesColumns);
  const author = { host: notion, faults: notion.faults, rng: rngOf(1), rulesSource, rules: [] };
  const { row } = writeRule(author, source, {
    kind: "changes",
    when: "Row changes",
    which: "Amount",
    condition: "",
    options,
    isLive: true,
    subject: "{{ Amount }}",
    fires: () => false,
  });
  return { reference: rulesSource.databaseId, ruleId: row.id };
}
