import * as v from "valibot";
import type { Action } from "../json-protocol.ts";
import type { SqsCore } from "./core.ts";
import { parseAttributes, printAttributes } from "./queue.ts";

const CREATE = v.object({
  QueueName: v.string(),
  Attributes: v.optional(v.record(v.string(), v.string()), {}),
});
const LOOK_UP = v.object({ QueueName: v.string() });
const LIST = v.object({ QueueNamePrefix: v.optional(v.string(), "") });
const ATTRIBUTES = v.object({
  QueueUrl: v.string(),
  AttributeNames: v.optional(v.array(v.string()), []),
});
const PURGE = v.object({ QueueUrl: v.string() });

/** Operations on queues themselves. */
export function queueActions(core: SqsCore, urlOf: (queue: string) => string): Record<string, Action> {
  return {
    CreateQueue: (input) => {
      const { QueueName, Attributes } = v.parse(CREATE, input);
      core.change(() => core.queues.create(QueueName, parseAttributes(Attributes), core.now()));
      return { QueueUrl: urlOf(QueueName) };
    },
    GetQueueUrl: (input) => ({ QueueUrl: urlOf(core.queues.get(v.parse(LOOK_UP, input).QueueName).name) }),
    ListQueues: (input) => {
      const { QueueNamePrefix } = v.parse(LIST, input);
      const names = core.queues.names().filter((name) => name.startsWith(QueueNamePrefix));
      return { QueueUrls: names.map(urlOf) };
    },
    GetQueueAttributes: (input) => {
      const { QueueUrl, AttributeNames } = v.parse(ATTRIBUTES, input);
      const all = Object.entries(attributesOf(core, QueueUrl));
      const isWanted = (name: string): boolean =>
        AttributeNames.includes("All") || AttributeNames.includes(name);
      return { Attributes: Object.fromEntries(all.filter(([name]) => isWanted(name))) };
    },
    PurgeQueue: (input) => {
      const queue = core.queueAt(v.parse(PURGE, input).QueueUrl);
      core.change(() => core.settle.purge(queue));
    },
  };
}

function attributesOf(core: SqsCore, url: string): Record<string, string> {
  const queue = core.queueAt(url);
  const { visible, inFlight, givenBack, delayed } = core.count.tally(queue, core.now());
  return {
    ...printAttributes(queue.name, queue.settings),
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight + givenBack),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
  };
}
