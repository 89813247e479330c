import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { onlyConnection } from "../../shared/ports.ts";
import type { Parts } from "../parts.ts";
import type { Story, StoryLine } from "./story.ts";

/** What `POST /api/poll` answers. */
type PollAnswer = { rowsRead: number; changes: number; deliveries: number; notionRequests: number };

/** How the last poll ended; `failures` are sources that could not be read. */
type LastPoll = { at: string; failures: readonly string[] };

export type Poller = {
  /** One poll, without waiting for what it causes. Never rejects. */
  tick(): Promise<void>;
  /** One poll and everything it causes, as far as it is due. @throws Error when the poll failed. */
  pollNow(): Promise<PollAnswer>;
  last(): LastPoll | undefined;
};

type Options = {
  sqs: SQSClient;
  parts: Parts;
  story: Story;
  newId: () => string;
};

/** The local schedule's side of the poll queue: what EventBridge Scheduler sends each minute on AWS. */
export function createPoller({ sqs, parts, story, newId }: Options): Poller {
  let last: LastPoll | undefined;
  story.subscribe((line) => {
    const failures = failuresOf(line);
    if (failures) last = { at: line.at, failures };
  });

  async function poll(): Promise<StoryLine> {
    const pollId = newId();
    const ended = new Promise<StoryLine>((resolve) => {
      const stop = story.subscribe((line) => {
        if (line.fields.pollId !== pollId) return;
        stop();
        resolve(line);
      });
    });
    const message = { connectionId: onlyConnection, pollId };
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: parts.sqs.queueUrl(parts.queues.poll),
        MessageBody: JSON.stringify(message),
        MessageGroupId: message.connectionId,
        MessageDeduplicationId: pollId,
      }),
    );
    return ended;
  }

  return {
    last: () => last,
    async tick() {
      await poll().catch((error: unknown) => story.log.error("tick", { reason: String(error) }));
    },
    async pollNow() {
      // What the mail provider has to say by now is heard first: a poll must not find open what is settled.
      await parts.ses.events.settled();
      const line = await poll();
      await drained(parts);
      if (line.level === "error") throw new Error(String(line.fields.reason));
      const failures = failuresOf(line) ?? [];
      if (failures.length > 0) throw new Error(failures.join("\n"));
      const { rowsRead, changes, deliveries, notionRequests } = line.fields;
      return { rowsRead, changes, deliveries, notionRequests } as PollAnswer;
    },
  };
}

function failuresOf(line: StoryLine): readonly string[] | undefined {
  if (line.event === "poll-failed") return [String(line.fields.reason)];
  return line.event === "poll" ? (line.fields.failures as readonly string[]) : undefined;
}

/** Resolves when the dispatcher has nothing more that it could do now; what failed waits for its time as `delayed`. */
async function drained({ sqs, queues }: Parts): Promise<void> {
  const isDrained = () => {
    const { waiting, inFlight } = sqs.counts(queues.delivery);
    return waiting + inFlight === 0;
  };
  if (isDrained()) return;
  await new Promise<void>((resolve) => {
    const stop = sqs.changed(() => {
      if (!isDrained()) return;
      stop();
      resolve();
    });
  });
}
