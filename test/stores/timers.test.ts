import { describe, expect, it } from "vitest";
import { FencedError } from "../../shared/domain/errors.ts";
import type { Timer } from "../../shared/domain/timer.ts";
import { forEachTable } from "./for-each-table.ts";

const at = (minute: number) =>
  new Date(Date.parse("2026-03-01T10:00:00.000Z") + minute * 60_000).toISOString();

forEachTable("timers", (opened) => {
  describe("the timers of a source", () => {
    it("are due from their moment on, oldest first, as many as are asked for", async () => {
      const { lease, timers } = opened();
      const sourceId = "orders";
      const set: Timer[] = [3, 1, 2].map((minute) => ({
        sourceId,
        at: at(minute),
        ruleId: "rule",
        rowId: minute === 2 ? null : `row-${minute}`,
      }));
      const [third, first, second] = set;
      await timers.set(lease, [...set, { sourceId: "tasks", at: at(0), ruleId: "rule", rowId: null }]);
      expect(await timers.due(sourceId, at(0), 10)).toEqual([]);
      expect(await timers.due(sourceId, at(2), 10)).toEqual([first, second]);
      expect(await timers.due(sourceId, at(9), 10)).toEqual([first, second, third]);
      expect(await timers.due(sourceId, at(9), 1)).toEqual([first]);
      await timers.remove(lease, [first as Timer, first as Timer]);
      expect(await timers.due(sourceId, at(9), 10)).toEqual([second, third]);
    });

    it("are set in any number, and the same one once", async () => {
      const { lease, timers } = opened();
      const many = Array.from({ length: 250 }, (_, row) => ({
        sourceId: "many",
        at: at(0),
        ruleId: "rule",
        rowId: `row-${row}`,
      }));
      await timers.set(lease, [...many, ...many.slice(0, 5)]);
      expect(await timers.due("many", at(0), 1000)).toHaveLength(250);
    });

    it("are not set by a poll that was taken over", async () => {
      const { leases, timers } = opened();
      const old = await leases.take("late");
      await leases.take("late");
      const timer = { sourceId: "late", at: at(0), ruleId: "rule", rowId: null };
      await expect(timers.set(old, [timer])).rejects.toThrow(FencedError);
      await expect(timers.remove(old, [timer])).rejects.toThrow(FencedError);
      expect(await timers.due("late", at(9), 10)).toEqual([]);
    });
  });
});
