import { rowBefore } from "../../shared/domain/change.ts";
import type { ChangeLine, Delivery, DeliveryState } from "../../shared/domain/delivery.ts";
import { rowTitle } from "../../shared/domain/row.ts";
import { changeLines } from "../../shared/pipeline/judge/evaluate.ts";
import type { Outbox, Snapshots } from "../../shared/ports.ts";
import type { Story } from "./story.ts";

/** One change of one row: when it was seen, what it was, and what each rule that fired made of it. */
export type StoryEntry = {
  rowId: string;
  sourceId: string;
  revision: number;
  op: string;
  seenAt: string;
  rowTitle: string;
  rowUrl: string;
  changes: ChangeLine[];
  deliveries: StoryDelivery[];
};

export type StoryDelivery = {
  key: string;
  ruleId: string;
  ruleName: string;
  state: DeliveryState;
  attempts: number;
  settledAt: string | null;
  dueAt: string | null;
  lastError: string | null;
  possibleDuplicate: boolean;
  /** What became of the mail after it was sent, as far as that was told. */
  mail: Delivery["mail"] | null;
  /** Why some of its recipients did not get it. */
  leftOut: readonly string[];
  /** What the mail lacks or may suffer from. */
  notes: readonly string[];
  preview: { to: string; subject: string; text: string } | null;
};

const mostEntries = 100;

/**
 * The newest changes first. Those that fired a rule come from the table and survive a restart; those that fired none are
 * known from the log of this run.
 */
export async function readStory(
  story: Story,
  { outbox, snapshots }: { outbox: Outbox; snapshots: Snapshots },
  connectionId: string,
): Promise<StoryEntry[]> {
  const entries = new Map<string, StoryEntry>();
  for (const delivery of await outbox.history(connectionId, mostEntries)) {
    const id = `${delivery.rowId}@${delivery.revision}`;
    const { rowId, sourceId, revision, op, seenAt, rowTitle: title, rowUrl, changes } = delivery;
    const entry = entries.get(id) ?? {
      rowId,
      sourceId,
      revision,
      op,
      seenAt,
      rowTitle: title,
      rowUrl,
      changes,
      deliveries: [],
    };
    const { key, ruleId, ruleName, state, attempts } = delivery;
    entry.deliveries.push({
      key,
      ruleId,
      ruleName,
      state,
      attempts,
      settledAt: delivery.settledAt ?? null,
      dueAt: delivery.dueAt ?? null,
      lastError: delivery.lastError ?? null,
      possibleDuplicate: delivery.possibleDuplicate ?? false,
      mail: delivery.mail ?? null,
      leftOut: delivery.result?.leftOut ?? [],
      notes: delivery.result?.notes ?? [],
      preview: delivery.result?.preview ?? null,
    });
    entries.set(id, entry);
  }
  for (const { event, fields } of story.lines().slice(-mostEntries)) {
    if (event !== "change" || entries.has(`${fields.rowId}@${fields.revision}`)) continue;
    const entry = await unmatched(snapshots, String(fields.rowId), Number(fields.revision));
    if (entry) entries.set(`${fields.rowId}@${fields.revision}`, entry);
  }
  return [...entries.values()].sort((a, b) => b.seenAt.localeCompare(a.seenAt)).slice(0, mostEntries);
}

/** A change that fired nothing, as the row's snapshot remembers it; a newer change of the row has taken its place there. */
async function unmatched(
  snapshots: Snapshots,
  rowId: string,
  revision: number,
): Promise<StoryEntry | undefined> {
  const snapshot = (await snapshots.load([rowId])).get(rowId);
  if (!snapshot?.lastChange || snapshot.revision !== revision) return undefined;
  const { row, lastChange } = snapshot;
  return {
    rowId,
    sourceId: row.sourceId,
    revision,
    op: lastChange.op,
    seenAt: lastChange.seenAt,
    rowTitle: rowTitle(row),
    rowUrl: row.url,
    changes: changeLines({ ...lastChange, before: rowBefore(row, lastChange), after: row }),
    deliveries: [],
  };
}
