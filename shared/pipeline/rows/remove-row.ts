import type { ChangeEvent, Snapshot } from "../../domain/change.ts";
import type { Row } from "../../domain/row.ts";
import { braked } from "../judge/braked.ts";
import { evaluate } from "../judge/evaluate.ts";
import { momentOf, type Reading } from "../judge/reading.ts";
import { commitEvents } from "./commit-changes.ts";
import { withRelated } from "./with-related.ts";

/**
 * Remembers that a row has left its source, and what that owes. Its content is forgotten; its revision stays, so that the
 * deliveries of a row that comes back are never taken for older ones.
 * @param seen the row as it was seen to have left: an answer that shows it older than that is an old one.
 * @returns the snapshot as it then stands.
 */
export async function removeRow(
  reading: Reading,
  snapshot: Snapshot,
  removed: NonNullable<Snapshot["removed"]>,
  { lastEditedTime }: Row,
): Promise<Snapshot> {
  const { reached } = snapshot;
  const row = snapshot.isStub ? snapshot.row : await withRelated(reading, snapshot.row);
  const event: ChangeEvent = {
    op: "delete",
    before: row,
    after: row,
    changed: [],
    revision: snapshot.revision + 1,
    at: reading.startedAt,
  };
  const next: Snapshot = {
    row: { ...row, inTrash: removed === "trashed", properties: {}, lastEditedTime },
    revision: event.revision,
    hash: "",
    hashes: {},
    isStub: true,
    removed,
    ...(reached ? { reached } : {}),
    lastChange: { op: "delete", changed: [], before: {}, seenAt: reading.startedAt },
  };
  const deliveries = snapshot.isStub
    ? []
    : braked(reading, evaluate(reading.rules, event, momentOf(reading.polling)));
  await commitEvents(reading, [{ event, commit: { snapshot: next, deliveries } }]);
  return next;
}
