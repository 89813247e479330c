import { rmSync } from "node:fs";
import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ActionNeeds, Dispatcher } from "../../infra/constructs/dispatcher.ts";
import { LinkSecret } from "../../infra/constructs/link-secret.ts";
import { Mail } from "../../infra/constructs/mail.ts";
import { NotionSecret } from "../../infra/constructs/notion-secret.ts";
import { StateTable } from "../../infra/constructs/state-table.ts";

let app: App;

beforeEach(() => {
  app = new App({ context: { "aws:cdk:bundling-stacks": [] } });
});
afterEach(() => rmSync(app.outdir, { recursive: true, force: true }));

function stackWith(actions: readonly ActionNeeds[]): Stack {
  const stack = new Stack(app, "Test");
  const state = new StateTable(stack, "State");
  const mail = new Mail(stack, "Mail", {
    mailFrom: "rowbell@acme.test",
    mailIdentity: "acme.test",
    sandboxRecipients: [],
    recipientDomains: [],
  });
  const notion = new NotionSecret(stack, "Notion", { encryptionKey: state.key });
  const links = new LinkSecret(stack, "Links", { encryptionKey: state.key });
  const entry = { url: "https://web.example" };
  new Dispatcher(stack, "Dispatcher", { state, mail, notion, links, entry, actions });
  return stack;
}

describe("the dispatcher", { timeout: 60_000 }, () => {
  it("may do nothing that no action needs", () => {
    const policies = Template.fromStack(stackWith([])).findResources("AWS::IAM::Policy");
    expect(JSON.stringify(policies)).not.toMatch(/ses:|secretsmanager:/);
  });

  it("gets a right once, however many actions need it", () => {
    const needs = { iam: ["ses:SendRawEmail"] };
    const actions = [
      { type: "send-email", needs },
      { type: "send-digest", needs },
    ];
    const policies = Template.fromStack(stackWith(actions)).findResources("AWS::IAM::Policy");
    expect(JSON.stringify(policies).match(/ses:SendRawEmail/g)).toHaveLength(1);
  });

  it("says which action needs what it cannot grant, and where to add it", () => {
    const actions = [{ type: "start-fire", needs: { iam: ["iam:CreateUser"] } }];
    expect(() => stackWith(actions)).toThrow(
      'start-fire needs "iam:CreateUser", which the dispatcher cannot grant; it can grant ses:SendRawEmail, secretsmanager:GetSecretValue. ' +
        "Add it in infra/constructs/dispatcher.ts.",
    );
  });
});
