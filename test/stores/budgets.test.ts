import { describe, expect, it } from "vitest";
import { purposes } from "../../shared/ports.ts";
import { forEachTable } from "./for-each-table.ts";

forEachTable("budgets", (opened) => {
  const minutes = (count: number, seconds = 0) => {
    const { clock } = opened();
    const now = clock.now().getTime();
    clock.set(new Date(now - (now % 60_000) + count * 60_000 + seconds * 1000));
    return clock.now().toISOString();
  };
  const use = (id: string, count: number) => opened().budgets.take(id, "write", count);

  describe("the requests of a connection", () => {
    it("are a share of the minute for each purpose, and new with the next one", async () => {
      const { budgets } = opened();
      minutes(1, 20);
      const taken: number[] = [];
      for (const purpose of purposes.toReversed()) {
        taken.push((await budgets.take("shares", purpose, 1000)).granted);
      }
      // Of 180: two fifths, half, three fifths, 85 and 95 percent, all; mails and what is written share that.
      expect(taken).toEqual([72, 18, 18, 45, 18, 9, 0]);
      const next = new Date(Math.ceil(opened().clock.now().getTime() / 60_000) * 60_000).toISOString();
      expect(await budgets.take("shares", "write", 1)).toEqual({ granted: 0, again: next });
      expect(await budgets.take("others", "write", 10)).toEqual({ granted: 10 });
      expect(minutes(1)).toBe(next);
      expect(await budgets.take("shares", "baseline", 3)).toEqual({ granted: 3 });
    });

    it("are never more than there are, of many who take them at once", async () => {
      minutes(1);
      const taken = await Promise.all(Array.from({ length: 12 }, () => use("busy", 20)));
      expect(taken.reduce((sum, { granted }) => sum + granted, 0)).toBe(180);
    });

    it("are none while Notion asked to wait, as long as it asked for longest", async () => {
      const { budgets, clock } = opened();
      const [soon, later] = [30_000, 90_000].map((ms) => new Date(clock.now().getTime() + ms).toISOString());
      await budgets.pause("paused", later as string);
      await budgets.pause("paused", soon as string);
      expect(await use("paused", 1)).toEqual({ granted: 0, again: later });
      clock.set(new Date(later as string));
      expect(await use("paused", 1)).toEqual({ granted: 1 });
    });

    it("grow where all are used and none is refused, up to 600", async () => {
      const limits: number[] = [];
      for (let minute = 0; minute < 9; minute++) {
        minutes(1);
        limits.push((await use("growing", 1000)).granted);
      }
      expect(limits).toEqual([180, 216, 260, 312, 375, 450, 540, 600, 600]);
      minutes(1);
      await use("growing", 100);
      minutes(1);
      expect((await use("growing", 1000)).granted).toBe(600);
    });

    it("shrink where Notion refused, for ten minutes", async () => {
      const { budgets } = opened();
      for (let minute = 0; minute < 3; minute++) {
        minutes(1);
        await use("refused", 1000);
      }
      minutes(1);
      await budgets.refused("refused");
      await budgets.refused("refused");
      expect((await use("refused", 1000)).granted).toBe(180);
      minutes(1);
      await budgets.refused("refused");
      expect((await use("refused", 1000)).granted).toBe(90);
      for (let time = 0; time < 3; time++) {
        minutes(1);
        await budgets.refused("refused");
      }
      expect((await use("refused", 1000)).granted).toBe(60);
      minutes(9);
      expect((await use("refused", 1000)).granted).toBe(60);
      minutes(1);
      expect((await use("refused", 1000)).granted).toBe(180);
    });
  });
});
