import { describe, expect, it } from "vitest";
import { matchesPattern } from "../../local/stack/events/matches-pattern.ts";
import { scheduleInput } from "../../local/stack/events/schedule-input.ts";
import { resolverFor } from "../../local/stack/template/resolve.ts";
import { schedulesOf } from "../../local/stack/template/schedules-of.ts";
import { generateSecret } from "../../local/stack/template/secrets-of.ts";
import type { Template } from "../../local/stack/template/template.ts";

const template: Template = {
  Resources: {
    Jobs: { Type: "AWS::SQS::Queue", Properties: { FifoQueue: true } },
    State: { Type: "AWS::DynamoDB::Table" },
    Thing: { Type: "AWS::Other::Thing" },
  },
};
const addresses = { queueUrl: (name: string) => `http://queues/${name}`, apiUrl: "http://api" };
const resolve = resolverFor(template, "Stack", addresses);

/** CloudFormation's own places. */
const place = (...names: string[]) => names.map((name) => `$\{${name}}`).join("/");

describe("a template's references", () => {
  it.each([
    [{ Ref: "Jobs" }, "http://queues/Stack-Jobs.fifo"],
    [{ "Fn::GetAtt": ["Jobs", "Arn"] }, "arn:aws:sqs:us-east-1:000000000000:Stack-Jobs.fifo"],
    [{ "Fn::Join": ["/", [{ Ref: "State" }, "index", "due"]] }, "Stack-State/index/due"],
    [
      { "Fn::Sub": place("AWS::Region", "State.Arn", "!kept") },
      `us-east-1/arn:aws:dynamodb:us-east-1:000000000000:table/Stack-State/${place("kept")}`,
    ],
    [{ "Fn::Select": [1, { "Fn::Split": ["-", "a-b-c"] }] }, "b"],
    [{ Ref: "AWS::StackName" }, "Stack"],
    [[{ a: { Ref: "Thing" } }], [{ a: "Stack-Thing" }]],
  ])("%j leads to %j", (reference, value) => {
    expect(resolve(reference)).toEqual(value);
  });

  it("say what is not there, or not emulated", () => {
    expect(() => resolve({ Ref: "Nothing" })).toThrow(/refers to Nothing/);
    expect(() => resolve({ "Fn::GetAtt": ["Thing", "Arn"] })).toThrow(/Arn of Thing \(AWS::Other::Thing\)/);
    expect(() => resolve({ "Fn::ImportValue": "x" })).toThrow(/Fn::ImportValue/);
  });
});

describe("a schedule", () => {
  const every = (ScheduleExpression: string) =>
    schedulesOf(
      {
        Resources: {
          S: { Type: "AWS::Scheduler::Schedule", Properties: { ScheduleExpression, Target: { Arn: "a" } } },
        },
      },
      resolve,
    );
  it("is a rate, or is refused", () => {
    expect(every("rate(5 minutes)")).toMatchObject([{ seconds: 300 }]);
    expect(() => every("cron(0 9 * * ? *)")).toThrow(/cron/);
  });

  it("tells its time", () => {
    const input = '{"at":"<aws.scheduler.scheduled-time>","other":"<aws.scheduler.what>"}';
    expect(scheduleInput(input, new Date("2026-05-04T09:00:00.123Z"), "id")).toBe(
      '{"at":"2026-05-04T09:00:00Z","other":"<aws.scheduler.what>"}',
    );
  });
});

describe("an event pattern", () => {
  const pattern = { source: ["aws.ses"], detail: { mail: { tags: { set: ["mine"] } } } };
  const event = (set: string[]) => ({ source: "aws.ses", detail: { mail: { tags: { set } }, more: 1 } });
  it("matches by every one of its fields, and by any member of a list", () => {
    expect(matchesPattern(pattern, event(["other", "mine"]))).toBe(true);
    expect(matchesPattern(pattern, event(["other"]))).toBe(false);
    expect(matchesPattern(pattern, { source: "aws.ses" })).toBe(false);
    expect(() => matchesPattern({ source: [{ prefix: "aws" }] }, event([]))).toThrow(/prefix/);
  });
});

describe("a generated secret", () => {
  it("stands in its template", () => {
    const made = generateSecret(
      { SecretStringTemplate: '{"id":"1"}', GenerateStringKey: "key", PasswordLength: 4 },
      (length) => "x".repeat(length),
    );
    expect(JSON.parse(made)).toEqual({ id: "1", key: "xxxx" });
  });
});
