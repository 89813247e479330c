import middy from "@middy/core";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { pollConnection } from "../../shared/pipeline/poll.ts";
import { onlyConnection, type PollServices } from "../../shared/ports.ts";

/** A run ends this long before its function's timeout, with what it has committed by then. */
const spareMs = 20_000;

/**
 * Polls the connections that the queue names: messages are `{"connectionId": …, "pollId"?: …}`. A poll that fails is
 * logged and its message taken: it carries no state, the schedule brings the next one, and a message left in its FIFO
 * group would only hold that one up.
 */
export const createPollHandler = (services: PollServices) =>
  middy(async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const hasTime = () => context.getRemainingTimeInMillis() > spareMs;
    for (const record of event.Records) await poll(services, record.body, hasTime);
    return { batchItemFailures: [] };
  });

async function poll(services: PollServices, body: string, hasTime: () => boolean): Promise<void> {
  let ids: { connectionId?: string; pollId?: string } = {};
  try {
    const { connectionId = onlyConnection, pollId } = JSON.parse(body);
    ids = { connectionId, pollId };
    const result = await pollConnection(services, connectionId, hasTime);
    services.log.info("poll", { ...ids, ...result });
  } catch (error) {
    services.log.error("poll-failed", {
      ...ids,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}
