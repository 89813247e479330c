import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../../clock.ts";
import { AwsError } from "../../aws-error.ts";
import { isSimulator } from "../events/mailbox-simulator.ts";
import type { Knobs } from "../knobs/knobs.ts";
import type { QueryAction } from "../query-protocol.ts";

export type Quota = {
  /** Counts a mail's recipients. @throws AwsError Throttling, and counts none, when they are too many. */
  take(recipients: readonly string[]): void;
  actions: Record<string, QueryAction>;
};

export const QUOTA_SCHEMA = `
  create table if not exists quota_use (at text not null, recipients integer not null, counted integer not null);
  create index if not exists quota_use_at on quota_use (at);
`;

const SECOND_MS = 1_000;
const DAY_MS = 24 * 60 * 60_000;

type Options = { database: DatabaseSync; clock: Clock; knobs: Knobs };

/**
 * The sending quotas, by recipient, over the last second and the last 24 hours. Those of the mailbox simulator count for
 * the rate, not for the day (SES developer guide, "Using the mailbox simulator").
 */
export function quota({ database, clock, knobs }: Options): Quota {
  const insert = database.prepare("insert into quota_use values (?, ?, ?)");
  const forget = database.prepare("delete from quota_use where at <= ?");
  const sum = database.prepare(
    "select total(recipients) as recipients, total(counted) as counted from quota_use where at > ?",
  );
  const ago = (ms: number) => new Date(clock.now().getTime() - ms).toISOString();
  const used = (ms: number) => sum.get(ago(ms)) as { recipients: number; counted: number };
  // Outside of the sandbox no number is published; these are what accounts commonly begin with.
  const limit = (name: "dailyQuota" | "sendRate", inSandbox: number) =>
    knobs.get(name) || (knobs.get("sandbox") ? inSandbox : Number.POSITIVE_INFINITY);
  const perDay = () => limit("dailyQuota", 200);
  const perSecond = () => limit("sendRate", 1);
  const shown = (most: number, usual: number) => String(Number.isFinite(most) ? most : usual);
  return {
    take: (recipients) => {
      const counted = recipients.filter((address) => !isSimulator(address)).length;
      if (counted > 0 && used(DAY_MS).counted + counted > perDay())
        throw throttled("Daily message quota exceeded.");
      const inSecond = used(SECOND_MS).recipients;
      // A mail to more recipients than a second has room for goes out when nothing else did.
      if (inSecond > 0 && inSecond + recipients.length > perSecond()) {
        throw throttled("Maximum sending rate exceeded.");
      }
      forget.run(ago(DAY_MS));
      insert.run(clock.now().toISOString(), recipients.length, counted);
    },
    actions: {
      GetSendQuota: () => ({
        Max24HourSend: shown(perDay(), 50_000),
        MaxSendRate: shown(perSecond(), 14),
        SentLast24Hours: String(used(DAY_MS).counted),
      }),
    },
  };
}

function throttled(message: string): AwsError {
  return new AwsError("Throttling", message);
}
