import { Match, type Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { tokenPlaceholder } from "../../shared/env.ts";
import { TABLE } from "../../shared/table.ts";
import { inWords, type Resource, synthesize, withoutHash } from "./synthesize.ts";

let template: Template;
let resources: Record<string, Resource>;

beforeAll(() => {
  ({ template, resources } = synthesize());
}, 60_000);

function only(type: string): Record<string, unknown> {
  const found = Object.values(resources).filter((resource) => resource.Type === type);
  expect(found).toHaveLength(1);
  return found[0]?.Properties ?? {};
}

function ofType(type: string): [string, Record<string, unknown>][] {
  return Object.entries(resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => [withoutHash(id), resource.Properties]);
}

describe("the state table", () => {
  it("has the keys and the indexes the adapters use", () => {
    const { KeySchema, GlobalSecondaryIndexes, TimeToLiveSpecification } = only("AWS::DynamoDB::Table");
    expect(KeySchema).toEqual([
      { AttributeName: TABLE.partitionKey, KeyType: "HASH" },
      { AttributeName: TABLE.sortKey, KeyType: "RANGE" },
    ]);
    expect(GlobalSecondaryIndexes).toEqual(
      [TABLE.dueIndex, TABLE.historyIndex, TABLE.rowsIndex, TABLE.runsIndex].map((index) => ({
        IndexName: index.name,
        KeySchema: [
          { AttributeName: index.partitionKey, KeyType: "HASH" },
          { AttributeName: index.sortKey, KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "KEYS_ONLY" },
      })),
    );
    expect(TimeToLiveSpecification).toEqual({ AttributeName: TABLE.ttl, Enabled: true });
  });

  it("is on demand, restorable, encrypted with our key and cannot be deleted by mistake", () => {
    template.hasResource("AWS::DynamoDB::Table", {
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
      Properties: {
        BillingMode: "PAY_PER_REQUEST",
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: "KMS", KMSMasterKeyId: Match.anyValue() },
      },
    });
    template.hasResource("AWS::KMS::Key", {
      DeletionPolicy: "Retain",
      Properties: { EnableKeyRotation: true },
    });
  });
});

describe("the Notion token", () => {
  it("lives in a secret of its own, encrypted with our key and kept when the stack goes", () => {
    template.hasResource("AWS::SecretsManager::Secret", {
      DeletionPolicy: "Retain",
      Properties: { KmsKeyId: Match.anyValue() },
    });
  });

  it("has properties that never change, lest an update put the placeholder back", () => {
    const { KmsKeyId, ...others } = named("AWS::SecretsManager::Secret", "NotionToken");
    expect(inWords(KmsKeyId)).toBe("StateKey");
    expect(others).toEqual({
      Description: "Rowbell: token of the Notion integration (ntn_...)",
      SecretString: "put-the-notion-token-here",
    });
  });

  it("is nowhere else in the template, not even as its placeholder", () => {
    const others = Object.values(resources).filter(({ Type }) => Type !== "AWS::SecretsManager::Secret");
    expect(JSON.stringify(others)).not.toContain(tokenPlaceholder);
    expect(JSON.stringify(template.toJSON())).not.toContain("resolve:secretsmanager");
  });
});

describe("the schedule", () => {
  it("asks for a poll every minute, or as often as configured", () => {
    expect(only("AWS::Scheduler::Schedule")).toMatchObject({
      ScheduleExpression: "rate(1 minute)",
      State: "ENABLED",
      FlexibleTimeWindow: { Mode: "OFF" },
    });
    synthesize({ "rowbell:pollMinutes": "5" }).template.hasResourceProperties("AWS::Scheduler::Schedule", {
      ScheduleExpression: "rate(5 minutes)",
    });
  }, 60_000);

  it("sends the poll queue a body that is new every minute, in the connection's group", () => {
    const target = only("AWS::Scheduler::Schedule").Target as Record<string, unknown>;
    const body = JSON.parse(String(target.Input)) as Record<string, unknown>;
    expect(body.connectionId).toBe("default");
    expect(Object.values(body)).toContain("<aws.scheduler.scheduled-time>");
    expect(target.SqsParameters).toEqual({ MessageGroupId: "default" });
    expect(inWords(target.Arn)).toBe("PollerPollsQueue");
    expect(queue("PollerPollsQueue").ContentBasedDeduplication).toBe(true);
  });

  it("can be used only by schedules of this account", () => {
    const trust = JSON.stringify(role("PollerScheduleRole").AssumeRolePolicyDocument);
    expect(trust).toContain('"aws:SourceAccount":{"Ref":"AWS::AccountId"}');
  });
});

describe("each work queue", () => {
  it.each([
    { name: "PollerPollsQueue", deadLetters: "PollerPollsDeadLetters", consumer: "PollerPollFunction" },
    {
      name: "DispatcherDeliveriesQueue",
      deadLetters: "DispatcherDeliveriesDeadLetters",
      consumer: "DispatcherDeliverFunction",
    },
  ])("$name is FIFO, waits six timeouts and sets dead letters aside in order", (expected) => {
    const work = queue(expected.name);
    const redrive = work.RedrivePolicy as { deadLetterTargetArn: unknown; maxReceiveCount: number };
    expect(work.FifoQueue).toBe(true);
    expect(inWords(redrive.deadLetterTargetArn)).toBe(expected.deadLetters);
    expect(redrive.maxReceiveCount).toBeGreaterThan(1);
    expect(queue(expected.deadLetters)).toMatchObject({
      FifoQueue: true,
      MessageRetentionPeriod: 14 * 86_400,
    });
    expect(work.VisibilityTimeout).toBeGreaterThanOrEqual(6 * Number(lambda(expected.consumer).Timeout));
  });

  it("is encrypted and refuses connections without TLS", () => {
    const queues = ofType("AWS::SQS::Queue");
    expect(queues).toHaveLength(5);
    for (const [, properties] of queues) expect(properties.SqsManagedSseEnabled).toBe(true);
    const policies = ofType("AWS::SQS::QueuePolicy").map(([, properties]) => JSON.stringify(properties));
    expect(policies).toHaveLength(5);
    for (const policy of policies) expect(policy).toContain('"aws:SecureTransport":"false"');
  });
});

describe("each function", () => {
  it.each(["PollerPollFunction", "DispatcherDeliverFunction", "MailEventsListenFunction"])(
    "%s runs on Node 24 and arm64",
    (name) => {
      const { Runtime, Architectures, Handler } = lambda(name);
      expect({ Runtime, Architectures, Handler }).toEqual({
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        Handler: "index.handler",
      });
    },
  );

  it("is told by its environment where things are, and no secret", () => {
    expect(environment("PollerPollFunction")).toEqual({
      ROWBELL_TABLE: "StateTable",
      ROWBELL_RULES: "1f0e2d3c4b5a69788796a5b4c3d2e1f0",
      ROWBELL_NOTION_SECRET: "NotionToken",
      ROWBELL_DELIVERY_QUEUE_URL: "DispatcherDeliveriesQueue",
    });
    expect(environment("DispatcherDeliverFunction")).toEqual({
      ROWBELL_TABLE: "StateTable",
      ROWBELL_MAIL_FROM: "Rowbell <rowbell@acme.test>",
      ROWBELL_CONFIGURATION_SET: "MailConfigurationSet",
      ROWBELL_LINK_SECRET: "LinksKey",
      ROWBELL_WEB_URL: "HttpEntryApi",
      ROWBELL_NOTION_SECRET: "NotionToken",
    });
    expect(environment("MailEventsListenFunction")).toEqual({ ROWBELL_TABLE: "StateTable" });
  });

  it("reads its queue and names the messages that failed", () => {
    const sources = ofType("AWS::Lambda::EventSourceMapping").map(([, source]) => [
      inWords(source.FunctionName),
      inWords(source.EventSourceArn),
      source.BatchSize,
      source.FunctionResponseTypes,
    ]);
    expect(sources).toEqual([
      ["DispatcherDeliverFunction", "DispatcherDeliveriesQueue", 10, ["ReportBatchItemFailures"]],
      ["PollerPollFunction", "PollerPollsQueue", 1, ["ReportBatchItemFailures"]],
    ]);
  });

  it("writes to a log group that is kept for a month", () => {
    expect(inWords((lambda("PollerPollFunction").LoggingConfig as { LogGroup: unknown }).LogGroup)).toBe(
      "PollerPollLogs",
    );
    for (const [, group] of ofType("AWS::Logs::LogGroup")) expect(group.RetentionInDays).toBe(30);
  });
});

describe("mail", () => {
  it("leaves the verified domain over TLS only, with its reputation measured", () => {
    expect(only("AWS::SES::ConfigurationSet")).toMatchObject({
      DeliveryOptions: { TlsPolicy: "REQUIRE" },
      ReputationOptions: { ReputationMetricsEnabled: true },
    });
    const identity = only("AWS::SES::EmailIdentity") as {
      EmailIdentity: string;
      ConfigurationSetAttributes: { ConfigurationSetName: unknown };
    };
    expect(identity.EmailIdentity).toBe("acme.test");
    expect(inWords(identity.ConfigurationSetAttributes.ConfigurationSetName)).toBe("MailConfigurationSet");
  });
});

describe("what SES says of our mail", () => {
  it("is published on the default bus, as far as it is needed", () => {
    const { ConfigurationSetName, EventDestination } = only("AWS::SES::ConfigurationSetEventDestination");
    const { EventBridgeDestination, ...others } = EventDestination as {
      EventBridgeDestination: { EventBusArn: unknown };
    };
    expect(inWords(ConfigurationSetName)).toBe("MailConfigurationSet");
    expect(others).toEqual({
      Enabled: true,
      MatchingEventTypes: [
        "send",
        "delivery",
        "deliveryDelay",
        "bounce",
        "complaint",
        "reject",
        "renderingFailure",
      ],
    });
    expect(inWords(EventBridgeDestination.EventBusArn)).toMatch(/:event-bus\/default$/);
  });

  it("reaches the function from our own configuration set alone, again where it fails, and a dead-letter queue in the end", () => {
    const { EventPattern, Targets } = only("AWS::Events::Rule") as {
      EventPattern: { source: string[]; detail: { mail: { tags: Record<string, unknown[]> } } };
      Targets: { Arn: unknown; DeadLetterConfig: { Arn: unknown }; RetryPolicy: Record<string, number> }[];
    };
    expect(EventPattern.source).toEqual(["aws.ses"]);
    expect(EventPattern.detail.mail.tags["ses:configuration-set"]?.map(inWords)).toEqual([
      "MailConfigurationSet",
    ]);
    expect(Targets).toHaveLength(1);
    expect(inWords(Targets[0]?.Arn)).toBe("MailEventsListenFunction");
    expect(inWords(Targets[0]?.DeadLetterConfig.Arn)).toBe("MailEventsDeadLetters");
    expect(Targets[0]?.RetryPolicy.MaximumRetryAttempts).toBeGreaterThan(1);
    const invocations = only("AWS::Lambda::EventInvokeConfig") as {
      DestinationConfig: { OnFailure: { Destination: unknown } };
      MaximumRetryAttempts: number;
    };
    expect(invocations.MaximumRetryAttempts).toBe(2);
    expect(inWords(invocations.DestinationConfig.OnFailure.Destination)).toBe("MailEventsDeadLetters");
  });

  it("may be handed on by our rule and by nobody else", () => {
    const permissions = ofType("AWS::Lambda::Permission").map(([, properties]) => properties);
    const permission = permissions.find(({ Principal }) => Principal === "events.amazonaws.com") ?? {};
    expect(permission).toMatchObject({
      Action: "lambda:InvokeFunction",
      Principal: "events.amazonaws.com",
    });
    expect(inWords(permission.SourceArn)).toBe("MailEventsRule");
    const policy = named("AWS::SQS::QueuePolicy", "MailEventsDeadLettersPolicy");
    const { Statement } = policy.PolicyDocument as { Statement: Record<string, unknown>[] };
    expect(Statement.filter(({ Effect }) => Effect === "Allow")).toEqual([
      expect.objectContaining({
        Action: "sqs:SendMessage",
        Principal: { Service: "events.amazonaws.com" },
        Condition: { ArnEquals: { "aws:SourceArn": expect.anything() } },
      }),
    ]);
  });
});

describe("the way in from the internet", () => {
  it("is a list of routes, throttled, and logs no link", () => {
    const routes = ofType("AWS::ApiGatewayV2::Route").map(([, { RouteKey }]) => RouteKey);
    expect(routes.sort()).toEqual(["GET /u/{token}", "HEAD /u/{token}", "POST /u/{token}"]);
    const { DefaultRouteSettings, AccessLogSettings } = only("AWS::ApiGatewayV2::Stage");
    expect(DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 });
    expect((AccessLogSettings as { Format: string }).Format).not.toMatch(/path|sourceIp|userAgent/i);
  });

  it("reaches the web function, which is told where things are and no secret", () => {
    expect(environment("HttpEntryWebFunction")).toEqual({
      ROWBELL_TABLE: "StateTable",
      ROWBELL_LINK_SECRET: "LinksKey",
    });
    const { GenerateSecretString } = named("AWS::SecretsManager::Secret", "LinksKey");
    expect(GenerateSecretString).toEqual({
      ExcludePunctuation: true,
      GenerateStringKey: "key",
      PasswordLength: 64,
      SecretStringTemplate: '{"id":"1"}',
    });
  });
});

describe("reputation", () => {
  it("warns of 2 % bounces and 0.05 % complaints, where there is enough mail to tell", () => {
    const alarms = ofType("AWS::CloudWatch::Alarm").map(([, { Threshold, Metrics }]) => [
      Threshold,
      (Metrics as { Expression?: string }[])[0]?.Expression,
      JSON.stringify(Metrics).match(/Reputation\.\w+/)?.[0],
    ]);
    expect(alarms).toEqual([
      [0.02, "IF(sent >= 100, rate, 0)", "Reputation.BounceRate"],
      [0.0005, "IF(sent >= 100, rate, 0)", "Reputation.ComplaintRate"],
    ]);
  });
});

describe("values that are still the examples", { timeout: 60_000 }, () => {
  it("are warned about, since nothing would work with them", () => {
    expect(warnings({ "rowbell:rules": "0".repeat(32) }).join()).toContain(
      "rowbell:rules is still the example",
    );
    expect(warnings({})).toEqual([]);
  });
});

describe("the outputs", () => {
  it("name the table, the queue and the secret, and say what to do next", () => {
    template.hasOutput("DeliveryQueueUrl", {
      Value: { Ref: Match.stringLikeRegexp("^DispatcherDeliveriesQueue") },
    });
    template.hasOutput("TableName", { Value: { Ref: Match.stringLikeRegexp("^StateTable") } });
    template.hasOutput("NotionSecretName", {});
    expect(JSON.stringify(template.findOutputs("NextStep"))).toContain("aws secretsmanager put-secret-value");
  });
});

function warnings(context: Record<string, unknown>): string[] {
  const { metadata } = synthesize(context).stack.node;
  return metadata.filter(({ type }) => type === "aws:cdk:warning").map(({ data }) => String(data));
}
function named(type: string, name: string): Record<string, unknown> {
  const found = ofType(type).find(([id]) => id === name);
  if (found === undefined) throw new Error(`no ${type} named ${name}`);
  return found[1];
}
function queue(name: string) {
  return named("AWS::SQS::Queue", name);
}
function role(name: string) {
  return named("AWS::IAM::Role", name);
}
function lambda(name: string) {
  return named("AWS::Lambda::Function", name);
}
function environment(name: string): Record<string, string> {
  const { Variables } = lambda(name).Environment as { Variables: Record<string, unknown> };
  return Object.fromEntries(Object.entries(Variables).map(([key, value]) => [key, inWords(value)]));
}
