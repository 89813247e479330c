import middy from "@middy/core";
import sqsPartialBatchFailure from "@middy/sqs-partial-batch-failure";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import { deliver } from "../../shared/pipeline/deliver.ts";
import type { DeliverServices } from "../../shared/ports.ts";

/**
 * Delivers what the queue names: messages are `{"key": …}`. Only what the dispatcher could not look at (a table that does
 * not answer) fails its message; an action that fails is settled or put back in the table.
 */
export const createDeliverHandler = (services: DeliverServices) =>
  middy((event: SQSEvent) => deliverInOrder(services, event.Records)).use(
    sqsPartialBatchFailure({
      logger: (reason) => services.log.error("delivery-not-looked-at", { reason: String(reason) }),
    }),
  );

/** One after the other; behind a failed message those of its group fail too, as a FIFO queue requires. */
async function deliverInOrder(
  services: DeliverServices,
  records: readonly SQSRecord[],
): Promise<PromiseSettledResult<void>[]> {
  const failedGroups = new Set<string | undefined>();
  const results: PromiseSettledResult<void>[] = [];
  for (const record of records) {
    const group = record.attributes.MessageGroupId;
    try {
      if (failedGroups.has(group)) throw new Error("an earlier message of the same row failed");
      const { key } = JSON.parse(record.body);
      services.log.info("delivery", { key, outcome: await deliver(services, key) });
      results.push({ status: "fulfilled", value: undefined });
    } catch (reason) {
      failedGroups.add(group);
      results.push({ status: "rejected", reason });
    }
  }
  return results;
}
