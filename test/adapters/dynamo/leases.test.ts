import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamoLeases } from "../../../shared/adapters/dynamo/leases.ts";
import { dynamoSources } from "../../../shared/adapters/dynamo/sources.ts";
import type { Checkpoint } from "../../../shared/domain/checkpoint.ts";
import { FencedError } from "../../../shared/domain/errors.ts";
import { type EmbeddedTable, openTable } from "../../support/embedded-table.ts";

let table: EmbeddedTable;
beforeAll(async () => {
  table = await openTable();
});
afterAll(() => table.close());

const checkpoint: Checkpoint = {
  phase: "watching",
  watermark: "2026-03-01T10:00:00.000Z",
  lastStart: "2026-03-01T10:01:00.000Z",
};

describe("the lease of a connection", () => {
  it("rises with every take, each connection's by itself", async () => {
    const leases = dynamoLeases(table);
    const taken = [await leases.take("a"), await leases.take("a"), await leases.take("b")];
    expect(taken).toEqual([
      { connectionId: "a", epoch: 1 },
      { connectionId: "a", epoch: 2 },
      { connectionId: "b", epoch: 1 },
    ]);
  });

  it("is another one for each of many who take it at once", async () => {
    const leases = dynamoLeases(table);
    const taken = await Promise.all(Array.from({ length: 20 }, () => leases.take("busy")));
    expect(new Set(taken.map(({ epoch }) => epoch)).size).toBe(20);
  });
});

describe("what is known of a source", () => {
  it("is read back as it was saved", async () => {
    const [lease, sources] = [await dynamoLeases(table).take("c"), dynamoSources(table)];
    expect(await sources.checkpoint("orders")).toBeUndefined();
    expect(await sources.schema("orders")).toBeUndefined();
    const schema = { id: "orders", name: "Orders", columns: [{ id: "a]b", name: "", type: "number" }] };
    await sources.saveCheckpoint(lease, "orders", checkpoint);
    await sources.saveSchema(lease, schema);
    expect(await sources.checkpoint("orders")).toEqual(checkpoint);
    expect(await sources.schema("orders")).toEqual(schema);
    await sources.removeCheckpoint(lease, "orders");
    expect(await sources.checkpoint("orders")).toBeUndefined();
    expect(await sources.schema("orders")).toEqual(schema);
  });

  it("is not written by a poll that was taken over", async () => {
    const [leases, sources] = [dynamoLeases(table), dynamoSources(table)];
    const old = await leases.take("d");
    await leases.take("d");
    await expect(sources.saveCheckpoint(old, "tasks", checkpoint)).rejects.toThrow(FencedError);
    await expect(sources.saveSchema(old, { id: "tasks", name: "", columns: [] })).rejects.toThrow(
      FencedError,
    );
    await expect(sources.removeCheckpoint(old, "tasks")).rejects.toThrow(FencedError);
    expect(await sources.checkpoint("tasks")).toBeUndefined();
    expect(await sources.schema("tasks")).toBeUndefined();
  });
});
