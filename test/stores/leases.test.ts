import { describe, expect, it } from "vitest";
import type { Checkpoint } from "../../shared/domain/checkpoint.ts";
import { FencedError } from "../../shared/domain/errors.ts";
import { forEachTable } from "./for-each-table.ts";

forEachTable("leases and sources", (opened) => {
  const checkpoint: Checkpoint = {
    phase: "watching",
    watermark: "2026-03-01T10:00:00.000Z",
    lastStart: "2026-03-01T10:01:00.000Z",
    since: "2026-03-01T09:00:00.000Z",
    sweep: { dueAt: "2026-03-02T09:00:00.000Z", rows: 0 },
  };

  describe("the lease of a connection", () => {
    it("rises with every take, each connection's by itself", async () => {
      const leases = opened().leases;
      const taken = [await leases.take("a"), await leases.take("a"), await leases.take("b")];
      expect(taken).toEqual([
        { connectionId: "a", epoch: 1 },
        { connectionId: "a", epoch: 2 },
        { connectionId: "b", epoch: 1 },
      ]);
    });

    it("is another one for each of many who take it at once", async () => {
      const leases = opened().leases;
      const taken = await Promise.all(Array.from({ length: 20 }, () => leases.take("busy")));
      expect(new Set(taken.map(({ epoch }) => epoch)).size).toBe(20);
    });
  });

  describe("what is known of a source", () => {
    it("is read back as it was saved", async () => {
      const { lease, sources } = opened();
      expect((await sources.state("orders")).checkpoint).toBeUndefined();
      expect(await sources.schema("orders")).toBeUndefined();
      const schema = { id: "orders", name: "Orders", columns: [{ id: "a]b", name: "", type: "number" }] };
      await sources.saveCheckpoint(lease, "orders", checkpoint);
      await sources.saveSchema(lease, schema);
      expect((await sources.state("orders")).checkpoint).toEqual(checkpoint);
      expect(await sources.schema("orders")).toEqual(schema);
      await sources.removeCheckpoint(lease, "orders");
      expect((await sources.state("orders")).checkpoint).toBeUndefined();
      expect(await sources.schema("orders")).toEqual(schema);
    });

    it("is not written by a poll that was taken over", async () => {
      const [leases, sources] = [opened().leases, opened().sources];
      const old = await leases.take("d");
      await leases.take("d");
      await expect(sources.saveCheckpoint(old, "tasks", checkpoint)).rejects.toThrow(FencedError);
      await expect(sources.saveSchema(old, { id: "tasks", name: "", columns: [] })).rejects.toThrow(
        FencedError,
      );
      await expect(sources.removeCheckpoint(old, "tasks")).rejects.toThrow(FencedError);
      expect((await sources.state("tasks")).checkpoint).toBeUndefined();
      expect(await sources.schema("tasks")).toBeUndefined();
    });
  });

  describe("the candidates of a source", () => {
    it("are replaced as a whole, in any number", async () => {
      const { lease, sources } = opened();
      const many = (count: number, hash: string) =>
        new Map(Array.from({ length: count }, (_, index) => [`row-${index}`, `${hash}-${index}`]));
      expect((await sources.state("busy")).candidates).toEqual(new Map());
      for (const candidates of [many(4_500, "a"), many(2_100, "b"), many(3, "c"), new Map()]) {
        await sources.saveCandidates(lease, "busy", candidates);
        expect((await sources.state("busy")).candidates).toEqual(candidates);
      }
    });

    it("are not written by a poll that was taken over", async () => {
      const { leases, sources } = opened();
      const old = await leases.take("e");
      await leases.take("e");
      await expect(sources.saveCandidates(old, "late", new Map([["row", "a"]]))).rejects.toThrow(FencedError);
      expect((await sources.state("late")).candidates).toEqual(new Map());
    });
  });

  describe("the brakes of a source", () => {
    it("are none, and then as they were saved", async () => {
      const { lease, sources } = opened();
      expect(await sources.brakes("orders")).toEqual({});
      const brakes = { rule: { hour: "2026-03-01T10", fired: 3, held: 0, sample: [] } };
      await sources.saveBrakes(lease, "orders", brakes);
      expect(await sources.brakes("orders")).toEqual(brakes);
    });
  });
});
