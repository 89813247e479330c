import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../../clock.ts";
import type { Knobs } from "../knobs/knobs.ts";
import type { QueryAction } from "../query-protocol.ts";
import { type AccountSending, accountSending } from "./account-sending.ts";
import { type ConfigurationSets, configurationSets } from "./configuration-sets.ts";
import { type Identities, identities } from "./identities.ts";
import { type Quota, quota } from "./quota.ts";
import { type SuppressionList, suppressionList } from "./suppression-list.ts";

export type Account = {
  sending: AccountSending;
  sets: ConfigurationSets;
  identities: Identities;
  quota: Quota;
  suppression: SuppressionList;
  /** The operations that ask about the account, and those that change it. */
  actions: Record<string, QueryAction>;
};

type Options = {
  database: DatabaseSync;
  clock: Clock;
  knobs: Knobs;
  region: string;
  verified: readonly string[] | undefined;
  configurationSets: readonly string[] | undefined;
};

/** What SES knows of the one who sends. */
export function openAccount(options: Options): Account {
  const parts = {
    sending: accountSending(options.database, options.knobs),
    sets: configurationSets(options.database, options.configurationSets),
    identities: identities(options),
    quota: quota(options),
  };
  const actions = Object.assign({}, ...Object.values(parts).map((part) => part.actions));
  return { ...parts, suppression: suppressionList(options), actions };
}
