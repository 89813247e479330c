import { describe, expect, it } from "vitest";
import { evaluate } from "../../local/stack/iam/evaluate.ts";
import { needsOf, type Service } from "../../local/stack/iam/needs-of.ts";
import type { KnownResources } from "../../local/stack/iam/resources.ts";
import type { Statement } from "../../local/stack/iam/statement.ts";

const table = "arn:aws:dynamodb:us-east-1:000000000000:table/State";
const secret = "arn:aws:secretsmanager:us-east-1:000000000000:secret:Token-abc-locals";
const known: KnownResources = {
  tables: new Map([["State", { partitionKey: "pk", keyArn: "key" }]]),
  secretKeys: new Map([[secret, "key"]]),
  identities: ["acme.test", "bell@mail.acme.test"],
};

const asked = (service: Service, operation: string, input: object) =>
  needsOf({ service, target: `Service.${operation}`, body: JSON.stringify(input) }, known)
    .filter(({ action }) => action !== "kms:Decrypt")
    .map(({ action, resource, context }) => ({ action, resource, context }));
const key = (value: string) => ({ pk: { S: value }, sk: { S: "a" } });

describe("what a call needs", () => {
  it("is its own action on the table, with the partitions it touches", () => {
    const context = { "dynamodb:LeadingKeys": ["p1"] };
    const get = { action: "dynamodb:GetItem", resource: table, context };
    expect(asked("dynamodb", "GetItem", { TableName: "State", Key: key("p1") })).toEqual([get]);
    const query = {
      TableName: "State",
      KeyConditionExpression: "#p = :p AND begins_with(sk, :s)",
      ExpressionAttributeNames: { "#p": "pk" },
      ExpressionAttributeValues: { ":p": { S: "p1" }, ":s": { S: "x" } },
    };
    expect(asked("dynamodb", "Query", query)).toEqual([{ ...get, action: "dynamodb:Query" }]);
  });

  it("is on the index where it asks one", () => {
    const [need] = asked("dynamodb", "Query", { TableName: "State", IndexName: "due" });
    expect(need).toMatchObject({ action: "dynamodb:Query", resource: `${table}/index/due` });
  });

  it("is that of each part of a transaction, and none of its own", () => {
    const TransactItems = [
      { Put: { TableName: "State", Item: key("p1") } },
      { Update: { TableName: "State", Key: key("p2") } },
      { Delete: { TableName: "State", Key: key("p3") } },
      { ConditionCheck: { TableName: "State", Key: key("p4") } },
    ];
    expect(asked("dynamodb", "TransactWriteItems", { TransactItems }).map(({ action }) => action)).toEqual([
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
      "dynamodb:DeleteItem",
      "dynamodb:ConditionCheckItem",
    ]);
  });

  it("is a batch's on each table, with all of its partitions", () => {
    const RequestItems = { State: { Keys: [key("p1"), key("p2")] } };
    expect(asked("dynamodb", "BatchGetItem", { RequestItems })).toEqual([
      {
        action: "dynamodb:BatchGetItem",
        resource: table,
        context: { "dynamodb:LeadingKeys": ["p1", "p2"] },
      },
    ]);
  });

  it("is the single operation's for a batch of messages", () => {
    const QueueUrl = "http://127.0.0.1:1/000000000000/Deliveries.fifo";
    expect(asked("sqs", "SendMessageBatch", { QueueUrl })).toEqual([
      {
        action: "sqs:SendMessage",
        resource: "arn:aws:sqs:us-east-1:000000000000:Deliveries.fifo",
        context: {},
      },
    ]);
  });

  it("includes the key that a table or a secret is encrypted with, by way of its service", () => {
    const call = { service: "secretsmanager", target: "secretsmanager.GetSecretValue" } as const;
    expect(needsOf({ ...call, body: JSON.stringify({ SecretId: secret }) }, known)).toEqual([
      { action: "secretsmanager:GetSecretValue", resource: secret, context: {} },
      {
        action: "kms:Decrypt",
        resource: "key",
        context: { "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com" },
      },
    ]);
  });

  it("is the sender's identity and the configuration set for a mail", () => {
    const mail = (source: string) =>
      needsOf(
        {
          service: "ses",
          target: "",
          body: `Action=SendRawEmail&Source=${encodeURIComponent(source)}&Destinations.member.1=a%40b.test&ConfigurationSetName=set`,
        },
        known,
      );
    const context = { "ses:FromAddress": "bell@sub.acme.test", "ses:Recipients": ["a@b.test"] };
    const arn = "arn:aws:ses:us-east-1:000000000000";
    expect(mail("Bell <bell@sub.acme.test>")).toEqual([
      { action: "ses:SendRawEmail", resource: `${arn}:identity/acme.test`, context },
      { action: "ses:SendRawEmail", resource: `${arn}:configuration-set/set`, context },
    ]);
    expect(mail("bell@mail.acme.test")[0]?.resource).toBe(`${arn}:identity/bell@mail.acme.test`);
  });
});

describe("policies", () => {
  const allow = (more: Partial<Statement> = {}): Statement => ({
    Effect: "Allow",
    Action: "ses:SendRawEmail",
    Resource: "identity",
    ...more,
  });
  const verdict = (statements: Statement[], context: Record<string, string | string[]> = {}) =>
    evaluate(statements, { action: "ses:SendRawEmail", resource: "identity", context });

  it("allow what one statement allows, by letters or by wildcards", () => {
    expect(verdict([allow()])).toBe("allowed");
    expect(verdict([allow({ Action: ["ses:Get*", "ses:Send?awEmail"], Resource: "*" })])).toBe("allowed");
    expect(verdict([allow({ Action: "ses:SendEmail" })])).toBe("not allowed");
    expect(verdict([allow({ Resource: "identity/other" })])).toBe("not allowed");
    expect(verdict([])).toBe("not allowed");
  });

  it("deny what one statement denies, whatever the others say", () => {
    expect(verdict([allow(), allow({ Effect: "Deny" })])).toBe("denied explicitly");
  });

  it("ask their conditions", () => {
    const from = [allow({ Condition: { StringEquals: { "ses:FromAddress": ["a@b", "c@d"] } } })];
    expect(verdict(from, { "ses:FromAddress": "c@d" })).toBe("allowed");
    expect(verdict(from, { "ses:FromAddress": "e@f" })).toBe("not allowed");
    expect(verdict(from)).toBe("not allowed");
    const all = { "ForAllValues:StringLike": { "ses:Recipients": ["*@acme.test"] } };
    expect(verdict([allow({ Condition: all })], { "ses:Recipients": ["a@acme.test", "b@acme.test"] })).toBe(
      "allowed",
    );
    expect(verdict([allow({ Condition: all })], { "ses:Recipients": ["a@acme.test", "b@evil.test"] })).toBe(
      "not allowed",
    );
    const any = { "ForAnyValue:StringEquals": { "ses:Recipients": "a@acme.test" } };
    expect(verdict([allow({ Condition: any })], { "ses:Recipients": ["x@y", "a@acme.test"] })).toBe(
      "allowed",
    );
    expect(verdict([allow({ Condition: any })])).toBe("not allowed");
    const ifThere = { StringEqualsIfExists: { "aws:x": "1" } };
    expect(verdict([allow({ Condition: ifThere })])).toBe("allowed");
    expect(verdict([allow({ Condition: { StringNotEquals: { "aws:x": "1" } } })], { "aws:x": "1" })).toBe(
      "not allowed",
    );
  });

  it("are refused, not guessed at, where an operator is not known", () => {
    expect(() => verdict([allow({ Condition: { IpAddress: { "aws:SourceIp": "1.2.3.4" } } })])).toThrow(
      /IpAddress/,
    );
  });
});
