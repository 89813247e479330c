import { Duration } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

export type WorkQueueProps = {
  /** Timeout of the function that reads the queue. */
  consumerTimeout: Duration;
  /** How often a message is tried before it is set aside. */
  attempts: number;
  /** Take a hash of the body as deduplication id, for a sender that cannot choose one. @default false */
  contentBasedDeduplication?: boolean;
};

/** A FIFO queue with the FIFO queue for its dead letters, both encrypted and reachable over TLS only. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const house = { fifo: true, encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.deadLetters = new Queue(this, "DeadLetters", { ...house, retentionPeriod: Duration.days(14) });
    this.queue = new Queue(this, "Queue", {
      ...house,
      contentBasedDeduplication: props.contentBasedDeduplication ?? false,
      // Lambda asks for six times the function's timeout: a throttled batch is retried within its visibility.
      visibilityTimeout: Duration.seconds(6 * props.consumerTimeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.attempts },
    });
  }
}
