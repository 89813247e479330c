import type { DatabaseSync } from "node:sqlite";
import { AwsError } from "../aws-error.ts";
import type { Queue } from "./queue-store.ts";
import { parseReceipt } from "./receipt-handle.ts";

/** What a receiver does with a message it holds, by receipt handle. */
export type Settling = {
  /** Deletes it; one that is gone already is no error. */
  remove(queue: Queue, handle: string, now: number): void;
  /** Hides it until `seconds` from now; 0 gives it back at once. */
  hide(queue: Queue, handle: string, seconds: number, now: number): void;
  /** Deletes all there is, held or not. */
  purge(queue: Queue): void;
};

export function settling(database: DatabaseSync): Settling {
  const find = database.prepare("select receipt, visible_at from messages where queue = ? and sequence = ?");
  const removeRow = database.prepare("delete from messages where sequence = ?");
  const removeAll = database.prepare("delete from messages where queue = ?");
  const hideRow = database.prepare("update messages set visible_at = ?, given_back = 1 where sequence = ?");

  return {
    remove: ({ name, settings }, handle, now) => {
      const { sequence, receipt } = parseReceipt(handle);
      const row = find.get(name, sequence);
      if (!row) return;
      const held = row.receipt === receipt;
      // A standard queue takes the newest receipt even after its time, and shrugs at older ones. A FIFO queue must not:
      // its group may have moved on.
      if (settings.fifo && (!held || Number(row.visible_at) <= now)) {
        throw invalidReceipt(handle, "The receipt handle has expired.");
      }
      if (held) removeRow.run(sequence);
    },
    hide: ({ name }, handle, seconds, now) => {
      const { sequence, receipt } = parseReceipt(handle);
      const row = find.get(name, sequence);
      if (row?.receipt !== receipt) {
        throw invalidReceipt(
          handle,
          "Message does not exist or is not available for visibility timeout change.",
        );
      }
      if (Number(row.visible_at) <= now) {
        throw new AwsError(
          "MessageNotInflight",
          `The message of the receipt handle ${handle} is not in flight.`,
        );
      }
      hideRow.run(seconds > 0 ? now + seconds * 1000 : 0, sequence);
    },
    purge: ({ name }) => {
      removeAll.run(name);
    },
  };
}

function invalidReceipt(handle: string, reason: string): AwsError {
  return new AwsError(
    "InvalidParameterValue",
    `Value ${handle} for parameter ReceiptHandle is invalid. Reason: ${reason}`,
  );
}
