import { App, Stack, Validations } from "aws-cdk-lib";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { AwsSolutionsChecks } from "cdk-nag";
import type { IConstruct } from "constructs";
import { describe, expect, it } from "vitest";
import { synthesize } from "./synthesize.ts";

/** Every finding we live with. Its reason stands where the resource is made. */
const acknowledged = [
  "Notion/Token: AwsSolutions-SMG4",
  "Links/Key: AwsSolutions-SMG4",
  "HttpEntry/Look: AwsSolutions-APIG4",
  "HttpEntry/LookAtHead: AwsSolutions-APIG4",
  "HttpEntry/Act: AwsSolutions-APIG4",
  "Dispatcher/Deliver/Role/DefaultPolicy: AwsSolutions-IAM5[Resource::*]",
  "MailEvents/DeadLetters: AwsSolutions-SQS3",
];

describe("cdk-nag's AwsSolutions", { timeout: 60_000 }, () => {
  it("finds nothing that is not explained", () => {
    const { app } = synthesize();
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });

  it("is answered with a reason for each acknowledged finding, and with no more of them than reviewed", () => {
    const { stack } = synthesize();
    const answers = stack.node.findAll().flatMap(acknowledgements);
    expect(answers.map(({ where, id }) => `${where}: ${id.replace("Annotation::", "")}`)).toEqual(
      acknowledged,
    );
    for (const { reason } of answers) expect(reason.length).toBeGreaterThan(40);
  });

  it("does find what is wrong", () => {
    const app = new App();
    new Queue(new Stack(app, "Careless"), "Queue");
    const found = new AwsSolutionsChecks(app).validateScope(app).violations.map(({ ruleName }) => ruleName);
    expect(found.join()).toContain("AwsSolutions-SQS4");
  });
});

function acknowledgements(node: IConstruct): { where: string; id: string; reason: string }[] {
  const where = node.node.path.split("/").slice(1).join("/");
  return node.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(data as Record<string, string>))
    .map(([id, reason]) => ({ where, id, reason: String(reason) }));
}
