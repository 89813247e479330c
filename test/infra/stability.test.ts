import { describe, expect, it } from "vitest";
import { synthesize } from "./synthesize.ts";

/** Resources that hold something: under another logical id CloudFormation would make an empty one and leave this behind. */
const stateful = {
  StateKeyCC9D02A8: "AWS::KMS::Key",
  StateTable962DE04C: "AWS::DynamoDB::Table",
  LinksKeyEC325244: "AWS::SecretsManager::Secret",
  NotionToken1F619CFA: "AWS::SecretsManager::Secret",
  MailIdentity4EC7C521: "AWS::SES::EmailIdentity",
  DispatcherDeliveriesDeadLettersB105E355: "AWS::SQS::Queue",
  DispatcherDeliveriesQueueED060BF6: "AWS::SQS::Queue",
  MailEventsDeadLetters5472309B: "AWS::SQS::Queue",
  PollerPollsDeadLetters82297C29: "AWS::SQS::Queue",
  PollerPollsQueueE9E7669B: "AWS::SQS::Queue",
};

describe("the template", { timeout: 60_000 }, () => {
  it("is the same each time it is synthesized", () => {
    expect(synthesize().template.toJSON()).toEqual(synthesize().template.toJSON());
  });

  it("ships each function its own code, and the same code when nothing changed", () => {
    const first = codeKeys();
    expect(first).toHaveLength(4);
    expect(new Set(first).size).toBe(4);
    expect(codeKeys()).toEqual(first);
  });

  it("keeps the logical ids of everything that holds state", () => {
    const { resources } = synthesize();
    const kinds = new Set(Object.values(stateful));
    const found = Object.entries(resources).filter(([, { Type }]) => kinds.has(Type));
    expect(Object.fromEntries(found.map(([id, { Type }]) => [id, Type]))).toEqual(stateful);
  });

  it("has the same logical ids in every stage: no name is built from the stage", () => {
    const test = synthesize({ "rowbell:stage": "test" });
    expect(test.stack.stackName).toBe("Rowbell-test");
    expect(Object.keys(test.resources)).toEqual(Object.keys(synthesize().resources));
  });
});

function codeKeys(): unknown[] {
  const { resources } = synthesize({ "aws:cdk:bundling-stacks": ["**"] });
  return Object.values(resources)
    .filter(({ Type }) => Type === "AWS::Lambda::Function")
    .map(({ Properties }) => (Properties.Code as { S3Key: string }).S3Key);
}
