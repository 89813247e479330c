import { randomUUID } from "node:crypto";
import type { Snapshot } from "../../shared/domain/change.ts";
import { type Delivery, deliveryKey } from "../../shared/domain/delivery.ts";
import { defaultOptions } from "../../shared/domain/options.ts";
import type { Row } from "../../shared/domain/row.ts";
import type { Rule, RuleHead } from "../../shared/domain/rule.ts";

export function aRow(overrides: Partial<Row> = {}): Row {
  return {
    id: randomUUID(),
    sourceId: randomUUID(),
    url: "https://app.notion.com/p/1",
    createdTime: "2026-03-01T08:00:00.000Z",
    lastEditedTime: "2026-03-01T10:07:00.000Z",
    lastEditedBy: "user",
    inTrash: false,
    properties: { title: { id: "title", name: "Name", type: "title", value: [{ text: "Lamp" }] } },
    ...overrides,
  };
}

export function aSnapshot(row: Row, revision: number, hash = `hash ${revision}`): Snapshot {
  return { row, revision, hash, hashes: { title: hash } };
}

type Owed = Partial<Delivery>;

/** A delivery that is pending and due since it was seen. */
export function aDelivery(overrides: Owed = {}): Delivery {
  const { ruleId = randomUUID(), rowId = randomUUID(), revision = 2 } = overrides;
  const seenAt = overrides.seenAt ?? "2026-03-01T10:08:12.000Z";
  return {
    key: deliveryKey(ruleId, rowId, revision),
    connectionId: "default",
    sourceId: randomUUID(),
    ruleId,
    ruleVersion: 1,
    ruleName: "Tell Ada",
    rowId,
    rowTitle: "Lamp",
    rowUrl: "https://app.notion.com/p/1",
    revision,
    op: "update",
    changes: [{ column: "Status", before: "Doing", after: "Done" }],
    values: { before: {}, after: {} },
    dryRun: false,
    policy: "never twice",
    generation: 0,
    state: "pending",
    seenAt,
    attempts: 0,
    claim: 0,
    dueAt: seenAt,
    ...overrides,
  };
}

export function aRule(overrides: Partial<Rule> = {}): Rule {
  return {
    id: randomUUID(),
    version: 1,
    name: "Tell Ada",
    connectionId: "default",
    sourceId: "source",
    sourceName: "Orders",
    trigger: { type: "row-is-added", config: {} },
    condition: null,
    action: { type: "send-email", input: {} },
    scope: "row",
    options: defaultOptions,
    looksAt: [],
    renders: { before: [], after: [] },
    summary: "e-mail ada@example.com when a row is added to Orders",
    ...overrides,
  };
}

export function aHead(rule: Rule, overrides: Partial<RuleHead> = {}): RuleHead {
  return {
    ruleId: rule.id,
    connectionId: rule.connectionId,
    name: rule.name,
    state: "Live",
    sourceId: rule.sourceId,
    version: rule.version,
    newestVersion: rule.version,
    watch: rule.sourceId,
    fingerprint: "fingerprint",
    bodyReadAt: "2026-03-01T10:05:00.000Z",
    body: [],
    problems: [],
    checkedAt: "2026-03-01T10:05:00.000Z",
    summary: rule.summary,
    ...overrides,
  };
}
