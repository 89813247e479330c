import middy from "@middy/core";
import sqsPartialBatchFailure from "@middy/sqs-partial-batch-failure";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { deliver } from "../../shared/pipeline/deliver/deliver.ts";
import type { DeliverServices } from "../../shared/ports.ts";

/** Nothing is begun this close to the function's timeout: a send that is cut off leaves its outcome unknown. */
const spareMs = 20_000;

/**
 * Delivers what the queue names: messages are `{"key": …}`. Only what the dispatcher could not look at (a table that does
 * not answer) fails its message; an action that fails is settled or put back in the table.
 */
export function createDeliverHandler(services: DeliverServices) {
  const handler = middy((event: SQSEvent, context: Context) =>
    deliverInOrder(services, event.Records, () => context.getRemainingTimeInMillis() > spareMs),
  ).use(
    sqsPartialBatchFailure({
      logger: (reason) => services.log.error("delivery-not-looked-at", { reason: String(reason) }),
    }),
  );
  // The middleware turns the settled results into the answer that SQS reads, which its types do not tell.
  return handler as unknown as (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
}

/**
 * One after the other; behind a failed message those of its group fail too, as a FIFO queue requires. What there is no
 * time for is taken and stays due: the next poll wakes it, sooner than its message would come back.
 */
async function deliverInOrder(
  services: DeliverServices,
  records: readonly SQSRecord[],
  hasTime: () => boolean,
): Promise<PromiseSettledResult<void>[]> {
  const failedGroups = new Set<string | undefined>();
  const results: PromiseSettledResult<void>[] = [];
  for (const record of records) {
    const group = record.attributes.MessageGroupId;
    try {
      if (failedGroups.has(group)) throw new Error("an earlier message of the same row failed");
      const keys: string[] = [JSON.parse(record.body).key];
      // Grows while it is walked: by what a delivery is passed on as.
      for (const key of keys) {
        const outcome = hasTime() ? await deliver(services, key, (more) => keys.push(...more)) : "waiting";
        services.log.info("delivery", { key, outcome });
      }
      results.push({ status: "fulfilled", value: undefined });
    } catch (reason) {
      failedGroups.add(group);
      results.push({ status: "rejected", reason });
    }
  }
  await services.outbox.flush().catch((error: unknown) => {
    // Counts only: the deliveries are settled, and sending their messages again would not count them.
    services.log.error("firings-not-counted", { reason: String(error) });
  });
  return results;
}
