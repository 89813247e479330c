import { Duration, Validations } from "aws-cdk-lib";
import { EventBus, Rule } from "aws-cdk-lib/aws-events";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { EventInvokeConfig } from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { EmailSendingEvent, EventDestination } from "aws-cdk-lib/aws-ses";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Mail } from "./mail.ts";
import { RowbellFunction } from "./rowbell-function.ts";
import type { StateTable } from "./state-table.ts";

/** An event settles what a lost answer left open, for as long as that may be open; later it still corrects the history. */
const eventAge = Duration.hours(6);

/** Hears what becomes of our mail: configuration set → default event bus → mail-events function. */
export class MailEvents extends Construct {
  readonly events: RowbellFunction;
  /** Events that could not be handed to the function, and those it failed on. */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: { state: StateTable; mail: Mail }) {
    super(scope, id);
    const { state, mail } = props;
    // EventBridge takes no FIFO queue for dead letters.
    this.deadLetters = new Queue(this, "DeadLetters", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this.deadLetters).acknowledge({
      id: "AwsSolutions-SQS3",
      reason:
        "It is the dead-letter queue of an EventBridge target and of a function's asynchronous calls, where no other queue names it.",
    });
    this.events = new RowbellFunction(this, "Listen", {
      handler: "mail-events",
      description: "Rowbell: keeps what SES says became of our mail",
    });
    this.events.bindTable(state, { actions: ["dynamodb:GetItem", "dynamodb:UpdateItem"] });
    new EventInvokeConfig(this, "Invocations", {
      function: this.events.lambda,
      maxEventAge: eventAge,
      retryAttempts: 2,
      onFailure: new SqsDestination(this.deadLetters),
    });
    this.#subscribe(mail);
  }

  #subscribe({ configurationSet }: Mail): void {
    configurationSet.addEventDestination("ToEventBridge", {
      // SES publishes to no other bus than the default one.
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, "DefaultBus", "default")),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
      ],
    });
    const name = configurationSet.configurationSetName;
    const rule = new Rule(this, "Rule", {
      description: "Rowbell: what SES says of our mail",
      eventPattern: {
        source: ["aws.ses"],
        detail: { mail: { tags: { "ses:configuration-set": [name] } } },
      },
    });
    // The library's own target would put the stack's name into a logical id.
    rule.addTarget({
      bind: () => ({
        arn: this.events.lambda.functionArn,
        deadLetterConfig: { arn: this.deadLetters.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: eventAge.toSeconds(), maximumRetryAttempts: 24 },
      }),
    });
    const service = "events.amazonaws.com";
    const conditions = { ArnEquals: { "aws:SourceArn": rule.ruleArn } };
    this.deadLetters.grant(new ServicePrincipal(service, { conditions }), "sqs:SendMessage");
    this.events.lambda.addPermission("FromRule", {
      principal: new ServicePrincipal(service),
      sourceArn: rule.ruleArn,
    });
  }
}
