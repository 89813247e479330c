import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Statement } from "../../local/stack/iam/statement.ts";
import type { Assembly } from "../../local/stack/template/read-assembly.ts";
import { type Delivery, richText } from "../support/demo.ts";
import { changed, currentAssembly, type OpenStack, openStack } from "./open-stack.ts";

let assembly: Assembly;

beforeAll(async () => {
  assembly = await currentAssembly();
}, 240_000);

type Told = {
  functions: Record<string, { runs: number; coldStarts: number; failures: number }>;
  refused: { role: string; action: string; resource: string }[];
  used: string[];
};

/**
 * What AWS's own services do with a function's role, where the embedded ones do it otherwise: logs, keys beyond decrypting,
 * queues beyond reading them, and the destination of events that were given up. And timers are deleted when they strike, for
 * which nobody waits here.
 */
const usedByAws =
  / (logs:\w+|kms:(?!Decrypt )\w+|sqs:(ChangeMessageVisibility|GetQueueAttributes|GetQueueUrl)) |^MailEvents\w+ sqs:SendMessage|^PollerPoll\w+ dynamodb:DeleteItem/;

async function ship(stack: OpenStack): Promise<{ id: string }> {
  await stack.workspace.poll();
  const [order = { id: "" }] = await stack.workspace.packing();
  await stack.workspace.setStatus(order, "Shipped");
  return order;
}

/** The mail's. */
const delivery = async (stack: OpenStack, row: { id: string }) =>
  (await stack.get<(Delivery & { ruleName: string })[]>("/api/deliveries")).find(
    ({ rowId, ruleName }) => rowId === row.id && ruleName !== "Mark it",
  );

describe("the synthesized stack", () => {
  let stack: OpenStack;
  let order: { id: string };

  beforeAll(async () => {
    stack = await openStack(assembly);
    await stack.workspace.addRule("Mark it", {
      Which: richText("Status to Shipped"),
      Then: { select: { name: "Update row" } },
      To: richText(""),
      Subject: richText(""),
      Options: richText("set: Priority to High"),
    });
    order = await ship(stack);
  }, 120_000);
  afterAll(() => stack?.close());

  it("turns an order set to Shipped into one mail, by its own bundles and permissions", async () => {
    expect(await stack.workspace.poll()).toMatchObject({ changes: 1, deliveries: 2 });
    const inbox = await stack.workspace.inbox();
    expect(inbox.map(({ subject }) => subject)).toEqual([expect.stringContaining("is on its way")]);
    const settled = (await stack.workspace.deliveries()).map(({ state, attempts }) => ({ state, attempts }));
    expect(settled).toEqual(Array(2).fill({ state: "done", attempts: 1 }));
    const told = await stack.get<Told>("/api/stack");
    expect(told.refused).toEqual([]);
    for (const { failures } of Object.values(told.functions)) expect(failures).toBe(0);
  });

  it("hears what became of the mail through the rule on the event bus", async () => {
    await expect.poll(() => delivery(stack, order)).toMatchObject({ mail: { state: "delivered" } });
  });

  it("answers the link in the mail through the routes of its HTTP API, and no other", async () => {
    const [mail] = await stack.workspace.inbox();
    expect(await stack.post(`/api/inbox/${mail?.id}/unsubscribe`)).toEqual({ status: 200 });
    expect(await stack.get("/api/suppressions")).toMatchObject([{ address: mail?.to[0] }]);
    const link = /<(http[^>]+)>/.exec(mail?.headers["list-unsubscribe"] ?? "")?.[1] ?? "";
    expect((await fetch(link, { method: "DELETE" })).status).toBe(404);
  });

  it("has no permission that it does not need", async () => {
    const { used } = await stack.get<Told>("/api/stack");
    const granted = stack.deployment.functions.flatMap(({ role }) =>
      (stack.deployment.statements.get(role) ?? []).flatMap(({ Action, Resource }) =>
        [Action].flat().flatMap((action) => [Resource].flat().map((on) => `${role} ${action} ${on}`)),
      ),
    );
    expect(granted.filter((one) => !used.includes(one) && !usedByAws.test(one))).toEqual([]);
  });

  it("keeps a message that its function could not take, and only that one", async () => {
    const { delivery: queue } = stack.parts.queues;
    const client = new SQSClient({});
    const send = (MessageBody: string) =>
      client.send(
        new SendMessageCommand({
          QueueUrl: stack.parts.sqs.queueUrl(queue),
          MessageBody,
          MessageGroupId: String(MessageBody.length),
          MessageDeduplicationId: String(MessageBody.length),
        }),
      );
    const known = (await delivery(stack, order)) as unknown as { key: string };
    await Promise.all([send("no-JSON"), send(JSON.stringify({ key: known.key }))]);
    await expect.poll(() => stack.parts.sqs.counts(queue)).toEqual({ waiting: 0, inFlight: 1, delayed: 0 });
  });
});

describe("without a permission", () => {
  let stack: OpenStack;
  afterEach(() => stack?.close());

  it("the call is refused, nothing is sent, and the run says what was missing", async () => {
    const role =
      Object.keys(assembly.template.Resources).find((id) => id.startsWith("DispatcherDeliverRole")) ?? "";
    const narrowed = changed(assembly, (resources) => {
      for (const { Type, Properties } of Object.values(resources)) {
        if (Type !== "AWS::IAM::Policy") continue;
        const document = Properties?.PolicyDocument as { Statement: Statement[] };
        document.Statement = document.Statement.filter(({ Action }) => Action !== "ses:SendRawEmail");
      }
    });
    stack = await openStack(narrowed);
    const order = await ship(stack);
    await stack.workspace.poll();
    expect(await stack.workspace.inbox()).toEqual([]);
    expect(await delivery(stack, order)).not.toMatchObject({ state: "done" });
    const { refused } = await stack.get<Told>("/api/stack");
    expect(refused[0]).toMatchObject({ role, action: "ses:SendRawEmail" });
    expect(refused[0]?.resource).toMatch(/identity\/example\.com$/);
  }, 60_000);
});
