import * as v from "valibot";
import { AwsError } from "../aws-error.ts";

type FailedEntry = { Id: string; SenderFault: boolean; Code: string; Message: string };

/** The shape of a batch request whose entries are of shape `entry`. */
export function batchOf<Entry extends v.ObjectEntries>(entry: v.ObjectSchema<Entry, undefined>) {
  return v.object({
    QueueUrl: v.string(),
    Entries: v.optional(v.array(v.object({ ...entry.entries, Id: v.string() })), []),
  });
}

/**
 * Does `each` for every entry on its own: some may succeed and others fail.
 * @throws AwsError when the batch as a whole is malformed; then nothing was done.
 */
export function runBatch<Entry extends { Id: string }, Result extends object>(
  entries: readonly Entry[],
  each: (entry: Entry) => Result,
): { Successful: (Result & { Id: string })[]; Failed: FailedEntry[] } {
  checkBatch(entries.map(({ Id }) => Id));
  const Successful: (Result & { Id: string })[] = [];
  const Failed: FailedEntry[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...each(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}

function checkBatch(ids: readonly string[]): void {
  if (ids.length === 0) {
    throw new AwsError("EmptyBatchRequest", "There should be at least one entry in the request.");
  }
  if (ids.length > 10) {
    throw new AwsError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are 10. You have sent ${ids.length}.`,
    );
  }
  const bad = ids.find((id) => !/^[A-Za-z0-9_-]{1,80}$/.test(id));
  if (bad !== undefined) {
    throw new AwsError(
      "InvalidBatchEntryId",
      `The entry id '${bad}' must be 1 to 80 letters, digits, '-' and '_'.`,
    );
  }
  if (new Set(ids).size < ids.length) {
    throw new AwsError("BatchEntryIdsNotDistinct", "Two or more batch entries have the same Id.");
  }
}
