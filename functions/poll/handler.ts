import middy from "@middy/core";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { pollConnection } from "../../shared/pipeline/poll.ts";
import type { PollServices } from "../../shared/ports.ts";

/** A run ends this long before its function's timeout, with what it has committed by then. */
const spareMs = 15_000;

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
  let message: { connectionId?: string; pollId?: string } = {};
  try {
    message = JSON.parse(body);
    const result = await pollConnection(services, message.connectionId ?? "default", hasTime);
    services.log.info("poll", { ...message, ...result });
  } catch (error) {
    services.log.error("poll-failed", {
      ...message,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}
