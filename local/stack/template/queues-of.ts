import type { QueueDefinition } from "../../aws/sqs/queue.ts";
import type { Resolve } from "./resolve.ts";
import { resourcesOf, type Template } from "./template.ts";

type Properties = {
  FifoQueue?: boolean;
  ContentBasedDeduplication?: boolean;
  VisibilityTimeout?: number;
  RedrivePolicy?: { deadLetterTargetArn: string; maxReceiveCount: number };
};

/** The queues, each with its dead-letter queue. What the embedded queues do not have (retention) is left out. */
export function queuesOf(template: Template, resolve: Resolve): QueueDefinition[] {
  return resourcesOf(template, "AWS::SQS::Queue").map(([logicalId, given]) => {
    const { FifoQueue, ContentBasedDeduplication, VisibilityTimeout, RedrivePolicy } =
      resolve<Properties>(given);
    return {
      name: resolve<string>({ "Fn::GetAtt": [logicalId, "QueueName"] }),
      visibilitySeconds: VisibilityTimeout ?? 30,
      fifo: FifoQueue ?? false,
      contentBasedDeduplication: ContentBasedDeduplication ?? false,
      ...(RedrivePolicy && {
        deadLetter: {
          queue: queueNameIn(RedrivePolicy.deadLetterTargetArn),
          maxReceives: RedrivePolicy.maxReceiveCount,
        },
      }),
    };
  });
}

export function queueNameIn(arn: string): string {
  return arn.split(":").at(-1) ?? "";
}
