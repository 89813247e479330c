import type { DatabaseSync } from "node:sqlite";
import { AwsError } from "../../aws-error.ts";
import { type QueryAction, required } from "../query-protocol.ts";

export type ConfigurationSets = {
  /** @throws AwsError when mail cannot go through the set: there is none of that name, or its sending is paused. */
  check(name: string): void;
  actions: Record<string, QueryAction>;
};

export const SET_SCHEMA =
  "create table if not exists configuration_sets (name text primary key, is_sending integer not null);";

/** @param given the sets there are from the start; absent, every name is one. */
export function configurationSets(
  database: DatabaseSync,
  given: readonly string[] | undefined,
): ConfigurationSets {
  const insert = database.prepare("insert or ignore into configuration_sets values (?, 1)");
  const select = database.prepare("select is_sending from configuration_sets where name = ?");
  const update = database.prepare("update configuration_sets set is_sending = ? where name = ?");
  const remove = database.prepare("delete from configuration_sets where name = ?");
  const selectAll = database.prepare("select name from configuration_sets order by name");
  for (const name of given ?? []) insert.run(name);

  const find = (name: string): { isSending: boolean } => {
    if (!given) insert.run(name);
    const found = select.get(name);
    if (found) return { isSending: found.is_sending === 1 };
    throw refuse("ConfigurationSetDoesNotExist", `Configuration set <${name}> does not exist.`, name);
  };
  const actions: Record<string, QueryAction> = {
    CreateConfigurationSet: (fields) => {
      const name = required(fields, "ConfigurationSet.Name");
      if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) {
        throw new AwsError(
          "InvalidConfigurationSet",
          `Invalid configuration set name <${name}>: only 1 to 64 alphanumeric ASCII characters, '_' and '-' are allowed.`,
        );
      }
      if (select.get(name)) {
        throw refuse("ConfigurationSetAlreadyExists", `Configuration set <${name}> already exists.`, name);
      }
      insert.run(name);
      return {};
    },
    DeleteConfigurationSet: (fields) => {
      const name = required(fields, "ConfigurationSetName");
      find(name);
      remove.run(name);
      return {};
    },
    ListConfigurationSets: () => ({
      ConfigurationSets: selectAll.all().map(({ name }) => ({ Name: String(name) })),
    }),
    DescribeConfigurationSet: (fields) => {
      const name = required(fields, "ConfigurationSetName");
      const { isSending } = find(name);
      return { ConfigurationSet: { Name: name }, ReputationOptions: { SendingEnabled: String(isSending) } };
    },
    UpdateConfigurationSetSendingEnabled: (fields) => {
      const name = required(fields, "ConfigurationSetName");
      find(name);
      update.run(required(fields, "Enabled") === "true" ? 1 : 0, name);
      return {};
    },
  };
  return {
    check: (name) => {
      if (find(name).isSending) return;
      const message = `Sending is paused for configuration set <${name}>.`;
      throw refuse("ConfigurationSetSendingPausedException", message, name);
    },
    actions,
  };
}

function refuse(code: string, message: string, name: string): AwsError {
  return new AwsError(code, message, 400, { ConfigurationSetName: name });
}
