import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { FaultSettings } from "../../../local/stack/lambda/faults.ts";
import { rngOf } from "../../sim/rng.ts";
import type { Delivery, Mail } from "../../support/demo.ts";
import { changed, currentAssembly, type OpenStack, openStack } from "../open-stack.ts";

export type ChaosOptions = {
  orders: number;
  seed: number;
  faults: Partial<FaultSettings>;
  patienceSeconds: number;
};

/** What there is when all is over. */
export type ChaosOutcome = {
  /** Rows whose status was set to Shipped, once each. */
  shipped: string[];
  deliveries: Delivery[];
  mails: Mail[];
  functions: Record<string, Record<string, number>>;
};

/** On AWS a message of a run that was ended comes back after six minutes, for which nobody waits here. */
const visibilitySeconds = 3;
const pollEveryMs = 1_000;

/** Ships orders while functions fail, then lets them work until all that can settle has, or patience ends. */
export async function runChaos({
  orders,
  seed,
  faults,
  patienceSeconds,
}: ChaosOptions): Promise<ChaosOutcome> {
  const assembly = changed(await currentAssembly(), (resources) => {
    for (const { Type, Properties } of Object.values(resources))
      if (Type === "AWS::SQS::Queue" && Properties?.VisibilityTimeout)
        Properties.VisibilityTimeout = visibilitySeconds;
  });
  const stack = await openStack(assembly, { ROWBELL_ASYNC_RETRY_SECONDS: "1" });
  try {
    await stack.workspace.poll();
    const rows = await makeOrders(stack, orders);
    await stack.workspace.poll();
    await stack.post("/api/stack/faults", { ...faults, seed });
    const polling = new AbortController();
    const polls = pollOnAndOn(stack, polling.signal);
    const rng = rngOf(seed);
    for (const id of rows) {
      await stack.workspace.setStatus({ id }, "Shipped");
      await sleep(rng.int(0, 600));
    }
    await sleep(5_000);
    await stack.post("/api/stack/faults", {});
    await untilSettled(stack, rows, patienceSeconds);
    polling.abort();
    await polls;
    const { functions } = await stack.get<Pick<ChaosOutcome, "functions">>("/api/stack");
    return {
      shipped: rows,
      deliveries: await stack.workspace.deliveries(),
      mails: await stack.workspace.inbox(),
      functions,
    };
  } finally {
    await stack.close();
  }
}

/** Orders of their own, so that each is shipped for the first time. */
async function makeOrders({ workspace }: OpenStack, count: number): Promise<string[]> {
  const rows: string[] = [];
  for (let index = 0; index < count; index++) {
    const row = await workspace.add("ordersDatabaseId", {
      Order: { title: [{ type: "text", text: { content: `Chaos ${index}` } }] },
      "Customer email": { email: `chaos${index}@example.com` },
      Status: { status: { name: "Packing" } },
    });
    rows.push(row.id);
  }
  return rows;
}

/** As the schedule does, only more often: nobody waits for a poll that may never end. */
async function pollOnAndOn({ parts }: OpenStack, signal: AbortSignal): Promise<void> {
  const client = new SQSClient({});
  while (!signal.aborted) {
    await client.send(
      new SendMessageCommand({
        QueueUrl: parts.sqs.queueUrl(parts.queues.poll),
        MessageBody: JSON.stringify({ connectionId: "default" }),
        MessageGroupId: "default",
        MessageDeduplicationId: randomUUID(),
      }),
    );
    await sleep(pollEveryMs, undefined, { signal }).catch(() => {});
  }
}

async function untilSettled(stack: OpenStack, rows: readonly string[], seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const deliveries = await stack.workspace.deliveries();
    const open = rows.filter(
      (id) => !deliveries.some(({ rowId, state }) => rowId === id && state === "done"),
    );
    if (open.length === 0) return;
    await sleep(500);
  }
}
