import { beforeAll, describe, expect, it } from "vitest";
import { inWords, type Resource, synthesize } from "./synthesize.ts";

/** Who may do what on what. A change of this list is a change of what Rowbell can do to an account: review it as such. */
const reviewed = [
  "DispatcherDeliverRole may dynamodb:BatchGetItem on StateTable",
  "DispatcherDeliverRole may dynamodb:GetItem on StateTable",
  "DispatcherDeliverRole may dynamodb:PutItem on StateTable",
  "DispatcherDeliverRole may dynamodb:Query on StateTable",
  "DispatcherDeliverRole may dynamodb:UpdateItem on StateTable",
  "DispatcherDeliverRole may kms:Decrypt on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "DispatcherDeliverRole may kms:Decrypt on StateKey if kms:ViaService=secretsmanager.AWS::Region.amazonaws.com",
  "DispatcherDeliverRole may kms:Encrypt on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "DispatcherDeliverRole may kms:GenerateDataKey on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "DispatcherDeliverRole may kms:GenerateDataKeyWithoutPlaintext on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "DispatcherDeliverRole may kms:ReEncryptFrom on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "DispatcherDeliverRole may kms:ReEncryptTo on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "DispatcherDeliverRole may logs:CreateLogStream on DispatcherDeliverLogs",
  "DispatcherDeliverRole may logs:PutLogEvents on DispatcherDeliverLogs",
  "DispatcherDeliverRole may secretsmanager:GetSecretValue on LinksKey",
  "DispatcherDeliverRole may secretsmanager:GetSecretValue on NotionToken",
  "DispatcherDeliverRole may ses:GetSendQuota on *",
  "DispatcherDeliverRole may ses:SendRawEmail on arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:configuration-set/MailConfigurationSet if ses:FromAddress=rowbell@acme.test",
  "DispatcherDeliverRole may ses:SendRawEmail on arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:identity/MailIdentity if ses:FromAddress=rowbell@acme.test",
  "DispatcherDeliverRole may sqs:ChangeMessageVisibility on DispatcherDeliveriesQueue",
  "DispatcherDeliverRole may sqs:DeleteMessage on DispatcherDeliveriesQueue",
  "DispatcherDeliverRole may sqs:GetQueueAttributes on DispatcherDeliveriesQueue",
  "DispatcherDeliverRole may sqs:GetQueueUrl on DispatcherDeliveriesQueue",
  "DispatcherDeliverRole may sqs:ReceiveMessage on DispatcherDeliveriesQueue",
  "HttpEntryWebRole may dynamodb:GetItem on StateTable",
  "HttpEntryWebRole may dynamodb:UpdateItem on StateTable",
  "HttpEntryWebRole may kms:Decrypt on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "HttpEntryWebRole may kms:Decrypt on StateKey if kms:ViaService=secretsmanager.AWS::Region.amazonaws.com",
  "HttpEntryWebRole may kms:Encrypt on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "HttpEntryWebRole may kms:GenerateDataKey on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "HttpEntryWebRole may kms:GenerateDataKeyWithoutPlaintext on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "HttpEntryWebRole may kms:ReEncryptFrom on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "HttpEntryWebRole may kms:ReEncryptTo on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "HttpEntryWebRole may logs:CreateLogStream on HttpEntryWebLogs",
  "HttpEntryWebRole may logs:PutLogEvents on HttpEntryWebLogs",
  "HttpEntryWebRole may secretsmanager:GetSecretValue on LinksKey",
  "MailEventsListenRole may dynamodb:GetItem on StateTable",
  "MailEventsListenRole may dynamodb:UpdateItem on StateTable",
  "MailEventsListenRole may kms:Decrypt on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "MailEventsListenRole may kms:Encrypt on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "MailEventsListenRole may kms:GenerateDataKey on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "MailEventsListenRole may kms:GenerateDataKeyWithoutPlaintext on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "MailEventsListenRole may kms:ReEncryptFrom on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "MailEventsListenRole may kms:ReEncryptTo on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "MailEventsListenRole may logs:CreateLogStream on MailEventsListenLogs",
  "MailEventsListenRole may logs:PutLogEvents on MailEventsListenLogs",
  "MailEventsListenRole may sqs:GetQueueAttributes on MailEventsDeadLetters",
  "MailEventsListenRole may sqs:GetQueueUrl on MailEventsDeadLetters",
  "MailEventsListenRole may sqs:SendMessage on MailEventsDeadLetters",
  "PollerPollRole may dynamodb:BatchGetItem on StateTable",
  "PollerPollRole may dynamodb:ConditionCheckItem on StateTable",
  "PollerPollRole may dynamodb:DeleteItem on StateTable",
  "PollerPollRole may dynamodb:GetItem on StateTable",
  "PollerPollRole may dynamodb:PutItem on StateTable",
  "PollerPollRole may dynamodb:Query on StateTable",
  "PollerPollRole may dynamodb:Query on StateTable/index/due",
  "PollerPollRole may dynamodb:Query on StateTable/index/rows",
  "PollerPollRole may dynamodb:Query on StateTable/index/runs",
  "PollerPollRole may dynamodb:UpdateItem on StateTable",
  "PollerPollRole may kms:Decrypt on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "PollerPollRole may kms:Decrypt on StateKey if kms:ViaService=secretsmanager.AWS::Region.amazonaws.com",
  "PollerPollRole may kms:Encrypt on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "PollerPollRole may kms:GenerateDataKey on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "PollerPollRole may kms:GenerateDataKeyWithoutPlaintext on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "PollerPollRole may kms:ReEncryptFrom on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "PollerPollRole may kms:ReEncryptTo on StateKey if kms:ViaService=dynamodb.AWS::Region.amazonaws.com",
  "PollerPollRole may logs:CreateLogStream on PollerPollLogs",
  "PollerPollRole may logs:PutLogEvents on PollerPollLogs",
  "PollerPollRole may secretsmanager:GetSecretValue on NotionToken",
  "PollerPollRole may sqs:ChangeMessageVisibility on PollerPollsQueue",
  "PollerPollRole may sqs:DeleteMessage on PollerPollsQueue",
  "PollerPollRole may sqs:GetQueueAttributes on PollerPollsQueue",
  "PollerPollRole may sqs:GetQueueUrl on PollerPollsQueue",
  "PollerPollRole may sqs:ReceiveMessage on PollerPollsQueue",
  "PollerPollRole may sqs:SendMessage on DispatcherDeliveriesQueue",
  "PollerScheduleRole may sqs:SendMessage on PollerPollsQueue",
];

type Statement = {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: Record<string, Record<string, unknown>>;
};

let resources: Record<string, Resource>;

beforeAll(() => {
  ({ resources } = synthesize());
}, 60_000);

describe("permissions", () => {
  it("are exactly the reviewed ones", () => {
    expect(grants(resources)).toEqual(reviewed);
  });

  it("have no wildcard but where AWS knows no resource", () => {
    const all = grants(resources).filter(
      (grant) => grant !== "DispatcherDeliverRole may ses:GetSendQuota on *",
    );
    for (const grant of all) expect(grant).not.toMatch(/\*|\?/);
  });

  it("come from no managed or inline policy that the list would miss", () => {
    const roles = Object.values(resources).filter(({ Type }) => Type === "AWS::IAM::Role");
    expect(roles).toHaveLength(5);
    for (const { Properties } of roles) expect(Object.keys(Properties)).toEqual(["AssumeRolePolicyDocument"]);
  });

  it("reach the recipients that SES checks while the account is in its sandbox", () => {
    const narrow = synthesize({ "rowbell:recipientDomains": "acme.test" });
    expect(JSON.stringify(narrow.resources)).toContain(
      JSON.stringify({
        "ForAllValues:StringLike": { "ses:Recipients": ["*@acme.test", "*@*.acme.test"] },
      }).slice(1, -1),
    );
    const sandbox = synthesize({ "rowbell:sandboxRecipients": "ann@example.org, bob@example.org" });
    const added = grants(sandbox.resources).filter((grant) => !reviewed.includes(grant));
    expect(added).toEqual(
      ["ann@example.org", "bob@example.org"].map(
        (address) =>
          `DispatcherDeliverRole may ses:SendRawEmail on arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:identity/${address} if ses:FromAddress=rowbell@acme.test`,
      ),
    );
  }, 60_000);
});

function grants(all: Record<string, Resource>): string[] {
  const policies = Object.values(all).filter(({ Type }) => Type === "AWS::IAM::Policy");
  return policies
    .flatMap(({ Properties }) => {
      const { Statement } = Properties.PolicyDocument as { Statement: Statement[] };
      return Statement.flatMap((statement) => describeStatement(inWords(Properties.Roles), statement));
    })
    .sort();
}

function describeStatement(role: string, { Effect, Action, Resource, Condition }: Statement): string[] {
  const verb = Effect === "Allow" ? "may" : "must not";
  const conditions = Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(
      ([key, value]) => `${operator === "StringEquals" ? "" : operator}${key}=${inWords(value)}`,
    ),
  );
  const suffix = conditions.length === 0 ? "" : ` if ${conditions.join(" and ")}`;
  return [Action]
    .flat()
    .flatMap((action) =>
      [Resource].flat().map((resource) => `${role} ${verb} ${action} on ${inWords(resource)}${suffix}`),
    );
}
