import { parseDeliveryKey } from "../../shared/domain/delivery.ts";
import { deliver } from "../../shared/pipeline/deliver/deliver.ts";
import { type PollResult, pollConnection } from "../../shared/pipeline/poll.ts";
import type { Clock, DeliverServices, Log, PollServices } from "../../shared/ports.ts";
import { storesIn } from "../../shared/stores/stores.ts";
import type { Table } from "../../shared/stores/table.ts";
import { rulesColumns, text } from "../sim/columns.ts";
import type { NotionHost } from "../sim/notion-api/host.ts";
import type { WorldSource } from "../sim/notion-world.ts";
import { rngOf } from "../sim/rng.ts";
import { writeRule } from "../sim/rule-authors.ts";
import type { RuleSpec } from "../sim/rule-spec.ts";
import { simulatedConnection } from "../sim/simulated-workspace.ts";
import { noFiles } from "../support/render-mail.ts";
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
    fileStore: noFiles,
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

/** A Rules database with one rule: a mail for each change of Amount. @returns the database and its id, and the rule's. */
export function writeRules(
  notion: NotionHost,
  source: WorldSource,
  options: string,
): { reference: string; rulesSource: WorldSource; ruleId: string } {
  const rulesSource = notion.world.addSource("Rules", rulesColumns);
  const { row } = writeRule(authorOf(notion, rulesSource), source, {
    ...anyChange,
    which: "Amount",
    to: ["ada@example.com"],
    options,
    subject: "{{ Amount }}",
  });
  return { reference: rulesSource.databaseId, rulesSource, ruleId: row.id };
}

/** One more rule: whatever changes in a row, Note says what Amount was. */
export function writeBackRule(
  notion: NotionHost,
  rulesSource: WorldSource,
  source: WorldSource,
  options: string,
): void {
  const line = "set: Note to Told {{ Amount }}";
  writeRule(authorOf(notion, rulesSource), source, {
    ...anyChange,
    options: `${options}\n${line}`,
    sets: { id: "no", line, value: text("") },
  });
}

const anyChange: RuleSpec = {
  kind: "changes",
  when: "Row changes",
  which: "",
  condition: "",
  options: "",
  isLive: true,
  to: [],
  subject: "",
  fires: () => false,
};

function authorOf(notion: NotionHost, rulesSource: WorldSource) {
  return { host: notion, faults: notion.faults, rng: rngOf(1), rulesSource, rules: [] };
}
