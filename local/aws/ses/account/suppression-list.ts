import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../../clock.ts";
import type { Happening } from "../events/happening.ts";
import { isSimulator } from "../events/mailbox-simulator.ts";
import type { Knobs } from "../knobs/knobs.ts";
import type { KnobValue } from "../knobs/registry.ts";

export type SuppressionReason = "BOUNCE" | "COMPLAINT";

type SuppressedAddress = { address: string; reason: SuppressionReason; since: string };

/** The account's list of addresses that SES takes mail for and sends none to. Case plays no part. */
export type SuppressionList = {
  reasonFor(address: string): SuppressionReason | undefined;
  /** Puts on the list who refused a mail for good or called one spam, as the knob `suppression` says. */
  learn(happened: Happening): void;
  put(address: string, reason: SuppressionReason): void;
  remove(address: string): void;
  all(): SuppressedAddress[];
};

export const SUPPRESSION_SCHEMA =
  "create table if not exists suppressed (address text primary key, reason text not null, since text not null);";

const HEARD: Record<KnobValue<"suppression">, readonly SuppressionReason[]> = {
  both: ["BOUNCE", "COMPLAINT"],
  bounces: ["BOUNCE"],
  complaints: ["COMPLAINT"],
  none: [],
};

type Options = { database: DatabaseSync; clock: Clock; knobs: Knobs };

export function suppressionList({ database, clock, knobs }: Options): SuppressionList {
  const select = database.prepare("select reason from suppressed where address = ?");
  const insert = database.prepare("insert or replace into suppressed values (?, ?, ?)");
  const remove = database.prepare("delete from suppressed where address = ?");
  const selectAll = database.prepare("select address, reason, since from suppressed order by since, address");
  const put = (address: string, reason: SuppressionReason) =>
    void insert.run(address.toLowerCase(), reason, clock.now().toISOString());
  return {
    reasonFor: (address) => select.get(address.toLowerCase())?.reason as SuppressionReason | undefined,
    learn: (happened) => {
      const reason = reasonOf(happened);
      if (!reason || !HEARD[knobs.get("suppression")].includes(reason)) return;
      const { recipient } = happened as { recipient: string };
      if (!isSimulator(recipient)) put(recipient, reason);
    },
    put,
    remove: (address) => void remove.run(address.toLowerCase()),
    all: () => selectAll.all() as SuppressedAddress[],
  };
}

/** What is on the list already bounces too, and says nothing new. */
function reasonOf(happened: Happening): SuppressionReason | undefined {
  if (happened.type === "Complaint") return "COMPLAINT";
  const isNew =
    happened.type === "Bounce" &&
    happened.bounceType === "Permanent" &&
    happened.bounceSubType !== "OnAccountSuppressionList";
  return isNew ? "BOUNCE" : undefined;
}
