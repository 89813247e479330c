import { type AttributeValue, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Delivery } from "../../domain/delivery.ts";
import type { RuleStats } from "../../domain/rule.ts";
import type { Outcome, SettledState } from "../../ports.ts";
import { type Item, keyItem, keys, type Table } from "./table.ts";

const counters: Partial<Record<SettledState, string>> = {
  done: "fired",
  "dry run": "dryRuns",
  failed: "failed",
  uncertain: "uncertain",
};

/**
 * Counts a settled delivery for its rule. A write of its own, after the delivery's: many deliveries of one rule settle at
 * once, and a conflict over a counter must never leave a sent mail unrecorded. A crash between the two costs one count, and an answer that is lost may add one.
 */
export async function countSettled(
  table: Table,
  delivery: Delivery,
  state: SettledState,
  outcome: Outcome,
): Promise<void> {
  const counter = counters[state];
  if (!counter) return;
  const sets: string[] = [];
  const values: Record<string, AttributeValue> = { ":one": { N: "1" } };
  if (state === "done") {
    sets.push("lastFired = :at");
    values[":at"] = { S: outcome.at };
  }
  if (state === "dry run") {
    sets.push("lastDryRun = :would");
    values[":would"] = { S: JSON.stringify({ at: outcome.at, would: wouldDo(delivery, outcome) }) };
  }
  if (state === "failed" || state === "uncertain") {
    sets.push("lastFailure = :failure");
    values[":failure"] = { S: JSON.stringify({ at: outcome.at, reason: outcome.error ?? "" }) };
  }
  const removal = state === "done" || state === "dry run" ? " REMOVE lastFailure" : "";
  await table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: keyItem(keys.ruleStats(delivery.connectionId, delivery.ruleId)),
      UpdateExpression: `SET ${sets.join(", ")}${removal} ADD ${counter} :one`,
      ExpressionAttributeValues: values,
    }),
  );
}

/** Tells the rule's author why a delivery waits; the next one that succeeds clears it. */
export async function noteWaiting(
  table: Table,
  delivery: Delivery,
  at: string,
  reason: string,
): Promise<void> {
  await table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: keyItem(keys.ruleStats(delivery.connectionId, delivery.ruleId)),
      UpdateExpression: "SET lastFailure = :failure",
      ExpressionAttributeValues: {
        ":failure": { S: JSON.stringify({ at, reason: `${reason}; it is tried again` }) },
      },
    }),
  );
}

function wouldDo(delivery: Delivery, outcome: Outcome): string {
  const preview = outcome.result?.preview;
  return preview
    ? `“${preview.subject}” to ${preview.to} for “${delivery.rowTitle}”`
    : `“${delivery.rowTitle}”`;
}

export function statsOf(item: Item | undefined): RuleStats {
  const count = (name: string) => Number(item?.[name]?.N ?? 0);
  const stats: RuleStats = {
    fired: count("fired"),
    dryRuns: count("dryRuns"),
    failed: count("failed"),
    uncertain: count("uncertain"),
  };
  if (item?.lastFired?.S !== undefined) stats.lastFired = item.lastFired.S;
  if (item?.lastFailure?.S !== undefined) stats.lastFailure = JSON.parse(item.lastFailure.S);
  if (item?.lastDryRun?.S !== undefined) stats.lastDryRun = JSON.parse(item.lastDryRun.S);
  return stats;
}
