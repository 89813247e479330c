import { Duration, Stack } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
} from "aws-cdk-lib/aws-scheduler";
import { SqsSendMessage } from "aws-cdk-lib/aws-scheduler-targets";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { ENV } from "../../shared/env.ts";
import { TABLE } from "../../shared/table.ts";
import type { NotionSecret } from "./notion-secret.ts";
import { functionTimeout, RowbellFunction } from "./rowbell-function.ts";
import type { StateTable } from "./state-table.ts";
import { WorkQueue } from "./work-queue.ts";

/** The one connection of a team's own deployment. */
const connectionId = "default";

export type PollerProps = {
  state: StateTable;
  notion: NotionSecret;
  deliveryQueue: IQueue;
  /** Id or link of the Rules database. */
  rules: string;
  interval: Duration;
};

/** Reads Notion: schedule → poll queue → poll function, never two polls of one connection at a time. */
export class Poller extends Construct {
  readonly work: WorkQueue;
  readonly poll: RowbellFunction;

  constructor(scope: Construct, id: string, props: PollerProps) {
    super(scope, id);
    this.work = new WorkQueue(this, "Polls", {
      consumerTimeout: functionTimeout,
      attempts: 2,
      contentBasedDeduplication: true,
    });
    this.poll = new RowbellFunction(this, "Poll", {
      handler: "poll",
      description: "Rowbell: reads rules and rows, notices changes, writes down what is owed",
    });
    this.poll.consume(this.work.queue, { batchSize: 1 });
    this.poll.bindTable(props.state, {
      actions: [
        "dynamodb:GetItem",
        "dynamodb:BatchGetItem",
        "dynamodb:Query",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:DeleteItem",
        "dynamodb:ConditionCheckItem",
      ],
      indexes: [TABLE.dueIndex.name, TABLE.rowsIndex.name, TABLE.runsIndex.name],
    });
    this.poll.bindNotionSecret(props.notion);
    this.poll.bindDeliveryQueue(props.deliveryQueue);
    this.poll.lambda.addEnvironment(ENV.rules, props.rules);
    this.#schedule(props.interval);
  }

  #schedule(interval: Duration): void {
    const role = new Role(this, "ScheduleRole", {
      // Only schedules of this account: the service acts for every account there is.
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    });
    new Schedule(this, "Schedule", {
      description: "Rowbell: asks for a poll",
      schedule: ScheduleExpression.rate(interval),
      target: new SqsSendMessage(this.work.queue, {
        role,
        // One group per connection: SQS hands out the next poll only when the last one is done.
        messageGroupId: connectionId,
        // The time makes each body new: SQS drops a body it has seen within five minutes. It is the same in a retry of the
        // same minute, which is thereby dropped as it should be; the execution id would not be.
        input: ScheduleTargetInput.fromObject({ connectionId, scheduledAt: ContextAttribute.scheduledTime }),
        // A poll that could not be asked for needs no second chance after the next one was.
        maxEventAge: Duration.minutes(1),
        retryAttempts: 3,
      }),
    });
  }
}
