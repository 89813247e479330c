import * as v from "valibot";
import type { Action } from "../json-protocol.ts";
import type { SqsCore } from "./core.ts";
import { type MessageAttribute, md5OfAttributes, md5OfBody } from "./message-md5.ts";
import type { Queue } from "./queue-store.ts";
import type { Received } from "./receiving.ts";

const wholeNumber = (least: number, most: number) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most)));
const names = v.optional(v.array(v.string()), []);
const RECEIVE = v.object({
  QueueUrl: v.string(),
  MaxNumberOfMessages: wholeNumber(1, 10),
  VisibilityTimeout: wholeNumber(0, 43_200),
  WaitTimeSeconds: wholeNumber(0, 20),
  AttributeNames: names,
  MessageSystemAttributeNames: names,
  MessageAttributeNames: names,
});
type Wanted = v.InferOutput<typeof RECEIVE>;

/**
 * ReceiveMessage. A long poll lasts `WaitTimeSeconds` of the machine's time whatever the clock does, so that one on a
 * clock that stands still does not hang; what becomes visible meanwhile follows the clock.
 */
export function receiveAction(core: SqsCore): Action {
  return async (input, hangUp) => {
    const wanted = v.parse(RECEIVE, input);
    const queue = core.queueAt(wanted.QueueUrl);
    const waitSeconds = wanted.WaitTimeSeconds ?? queue.settings.waitSeconds;
    const patience = AbortSignal.any([hangUp, AbortSignal.timeout(waitSeconds * 1000)]);
    const limits = {
      most: wanted.MaxNumberOfMessages ?? 1,
      visibilitySeconds: wanted.VisibilityTimeout ?? queue.settings.visibilitySeconds,
    };
    // Nobody is there to take what is received after a hang-up: it would only stay hidden.
    while (!hangUp.aborted) {
      const received = core.change(() => core.receive(queue, limits, core.now()));
      if (received.length > 0) return { Messages: received.map((message) => print(message, wanted)) };
      if (waitSeconds === 0 || patience.aborted || core.isClosing()) break;
      await nextChange(core, queue, patience);
    }
    return {};
  };
}

/** Resolves when a receive may find more than before, or patience ends. */
function nextChange(core: SqsCore, queue: Queue, patience: AbortSignal): Promise<void> {
  const now = core.now();
  const nextAt = core.count.nextVisibleAt(queue, now);
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      core.changes.off("change", done);
      patience.removeEventListener("abort", done);
      resolve();
    };
    // Longer than any long poll is as good as never, and setTimeout could not take it.
    const timer = nextAt === undefined ? undefined : setTimeout(done, Math.min(nextAt - now, 60_000));
    core.changes.on("change", done);
    patience.addEventListener("abort", done);
  });
}

function print(message: Received, wanted: Wanted) {
  const systemNames = [...wanted.MessageSystemAttributeNames, ...wanted.AttributeNames];
  const system = pick(
    message.systemAttributes,
    (name) => systemNames.includes("All") || systemNames.includes(name),
  );
  const attributes: Record<string, MessageAttribute> = pick(message.attributes, (name) =>
    wanted.MessageAttributeNames.some((pattern) => covers(pattern, name)),
  );
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: md5OfBody(message.body),
    MD5OfMessageAttributes: md5OfAttributes(attributes),
    ...(Object.keys(system).length > 0 && { Attributes: system }),
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: attributes }),
  };
}

function covers(pattern: string, name: string): boolean {
  if (pattern === "All" || pattern === ".*" || pattern === name) return true;
  return pattern.endsWith(".*") && name.startsWith(pattern.slice(0, -2));
}

function pick<Value>(
  record: Record<string, Value>,
  isWanted: (name: string) => boolean,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => isWanted(name)));
}
