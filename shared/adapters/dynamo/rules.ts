import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { PermanentError } from "../../domain/errors.ts";
import type { Rule, RuleHead } from "../../domain/rule.ts";
import type { Rules, RulesBinding } from "../../ports.ts";
import { queryItems } from "./query-items.ts";
import { statsOf } from "./rule-stats.ts";
import { readJson } from "./sources.ts";
import {
  type Item,
  itemBytes,
  jsonItem,
  jsonOf,
  keyItem,
  keys,
  mostItemBytes,
  type Table,
  writeUnderLease,
} from "./table.ts";

export function dynamoRules(table: Table): Rules {
  // Versions are immutable, so a warm function may keep the ones it has read.
  const versions = new Map<string, Rule>();
  return {
    binding: (connectionId) => readJson<RulesBinding>(table, keys.rulesBinding(connectionId)),

    async saveBinding(lease, binding) {
      await writeUnderLease(table, lease, [
        put(table, jsonItem(keys.rulesBinding(lease.connectionId), binding)),
      ]);
    },

    async heads(connectionId) {
      const items = await queryPrefix(table, connectionId, "RULE#");
      return items.flatMap((item) => jsonOf<RuleHead>(item) ?? []);
    },

    head: (connectionId, ruleId) => readJson<RuleHead>(table, keys.ruleHead(connectionId, ruleId)),

    async stats(connectionId) {
      const items = await queryPrefix(table, connectionId, "STATS#");
      return new Map(items.map((item) => [(item.sk?.S ?? "").slice("STATS#".length), statsOf(item)]));
    },

    async load(ruleId, version) {
      const cached = versions.get(`${ruleId}@${version}`);
      if (cached) return cached;
      const rule = await readJson<Rule>(table, keys.ruleVersion(ruleId, version));
      if (rule) versions.set(`${ruleId}@${version}`, rule);
      return rule;
    },

    async newestVersion(ruleId) {
      const query = {
        ConsistentRead: true,
        ScanIndexForward: false,
        KeyConditionExpression: "pk = :rule AND begins_with(sk, :version)",
        ProjectionExpression: "sk",
        ExpressionAttributeValues: {
          ":rule": { S: keys.ruleVersion(ruleId, 0).pk },
          ":version": { S: "VERSION#" },
        },
        Limit: 1,
      };
      const [newest] = await queryItems(table, query, 1);
      return Number((newest?.sk?.S ?? "").slice("VERSION#".length));
    },

    async save(lease, head, version) {
      const items = [jsonItem(keys.ruleHead(lease.connectionId, head.ruleId), head)];
      if (version) items.push(jsonItem(keys.ruleVersion(version.id, version.version), version));
      if (items.some((item) => itemBytes(item) > mostItemBytes)) {
        throw new PermanentError(
          "the rule's page is longer than Rowbell can keep (some hundred KB); shorten it",
        );
      }
      await writeUnderLease(
        table,
        lease,
        items.map((item) => put(table, item)),
      );
    },

    async remove(lease, ruleId) {
      const Key = keyItem(keys.ruleHead(lease.connectionId, ruleId));
      await writeUnderLease(table, lease, [{ Delete: { TableName: table.name, Key } }]);
    },
  };
}

function put(table: Table, Item: Item): TransactWriteItem {
  return { Put: { TableName: table.name, Item } };
}

function queryPrefix(table: Table, connectionId: string, prefix: string): Promise<Item[]> {
  return queryItems(table, {
    ConsistentRead: true,
    KeyConditionExpression: "pk = :connection AND begins_with(sk, :prefix)",
    ExpressionAttributeValues: {
      ":connection": { S: keys.lease(connectionId).pk },
      ":prefix": { S: prefix },
    },
  });
}
