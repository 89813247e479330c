import type { Context, SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDeliverHandler } from "../../functions/deliver/handler.ts";
import { createPollHandler } from "../../functions/poll/handler.ts";
import { fc } from "../support/fast-check.ts";
import { startWorld, type World } from "../support/world.ts";

const context = { getRemainingTimeInMillis: () => 60_000 } as Context;
const noTime = { getRemainingTimeInMillis: () => 10_000 } as Context;

function event(...records: { body: string; group?: string }[]): SQSEvent {
  return {
    Records: records.map(({ body, group = "g" }, index) => ({
      messageId: String(index),
      body,
      attributes: { MessageGroupId: group },
    })),
  } as SQSEvent;
}

describe("the handlers", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  it("poll takes every message, whatever it holds, so that its group is never held up", async () => {
    const handler = createPollHandler(world.services);
    const bodies = fc.oneof(fc.string(), fc.json());
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        expect(await handler(event({ body }), context)).toEqual({ batchItemFailures: [] });
      }),
      { numRuns: 25 },
    );
  });

  it("deliver fails only messages that are none of ours, and those behind them in their group", async () => {
    const handler = createDeliverHandler(world.delivering);
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (body) => {
        const answer = await handler(
          event({ body, group: "a" }, { body: JSON.stringify({ key: "r:p@1" }), group: "b" }),
          context,
        );
        expect(answer.batchItemFailures).toEqual([{ itemIdentifier: "0" }]);
      }),
      { numRuns: 100 },
    );
    const behind = await handler(event({ body: "{" }, { body: JSON.stringify({ key: "r:p@1" }) }), context);
    expect(behind.batchItemFailures).toEqual([{ itemIdentifier: "0" }, { itemIdentifier: "1" }]);
  });

  it("deliver begins nothing when its time is nearly over, and leaves it due", async () => {
    const source = await world.makeSource("Tasks");
    const row = await world.addRow(source.source, "Task");
    await world.addRule({ watch: source.database });
    await world.poll();
    await world.edit(row, { Amount: { number: 5 } });
    await world.poll();
    const [delivery] = await world.deliveries();
    const handler = createDeliverHandler(world.delivering);
    const message = event({ body: JSON.stringify({ key: delivery?.key }) });
    expect(await handler(message, noTime)).toEqual({ batchItemFailures: [] });
    expect(await world.services.outbox.due(world.clock.now().toISOString(), 10)).toEqual([delivery?.key]);
    await handler(message, context);
    expect(world.sent.map(({ subject }) => subject)).toEqual(["Task is Todo"]);
  });
});
