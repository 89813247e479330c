import type { DatabaseSync } from "node:sqlite";
import { AwsError } from "../../aws-error.ts";
import type { Knobs } from "../knobs/knobs.ts";
import type { QueryAction } from "../query-protocol.ts";

export type AccountSending = {
  /** @throws AwsError while the account may not send. */
  check(): void;
  actions: Record<string, QueryAction>;
};

export const SENDING_SCHEMA = `
  create table if not exists account_sending (is_enabled integer not null);
  insert into account_sending select 1 where not exists (select 1 from account_sending);
`;

const PAUSED =
  "Sending paused for this account. For more information, please check the inbox of the email address associated with your AWS account.";

/** Whether the account sends: its owner may pause it, and so may AWS (the knob `underReview`). */
export function accountSending(database: DatabaseSync, knobs: Knobs): AccountSending {
  const select = database.prepare("select is_enabled from account_sending");
  const update = database.prepare("update account_sending set is_enabled = ?");
  const isEnabled = () => select.get()?.is_enabled === 1;
  return {
    check: () => {
      if (knobs.get("underReview")) throw new AwsError("MessageRejected", PAUSED);
      if (!isEnabled()) throw new AwsError("AccountSendingPausedException", PAUSED);
    },
    actions: {
      GetAccountSendingEnabled: () => ({ Enabled: String(isEnabled()) }),
      UpdateAccountSendingEnabled: (fields) => {
        update.run(fields.get("Enabled") === "true" ? 1 : 0);
        return {};
      },
    },
  };
}
