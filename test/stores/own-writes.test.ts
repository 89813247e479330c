import { describe, expect, it } from "vitest";
import type { OwnWrite } from "../../shared/domain/own-write.ts";
import { aRow } from "../support/builders.ts";
import { forEachTable } from "./for-each-table.ts";

const aWrite = (overrides: Partial<OwnWrite> = {}): OwnWrite => ({
  ruleId: "rule",
  revision: 3,
  at: "2026-03-01T12:00:00.000Z",
  generation: 1,
  hashes: { status: "abc" },
  ...overrides,
});

forEachTable("own writes", (opened) => {
  describe("what is announced", () => {
    it("is there for its row, whichever rules announce it", async () => {
      const { ownWrites } = opened();
      const [first, second] = [aWrite(), aWrite({ ruleId: "other", generation: 2 })];
      await ownWrites.expect("row-1", first);
      await ownWrites.expect("row-1", second);
      await ownWrites.expect("row-2", aWrite({ revision: 9 }));
      const found = await ownWrites.of(["row-1", "row-2", "row-3"]);
      expect(found.get("row-1")).toHaveLength(2);
      expect(found.get("row-1")).toEqual(expect.arrayContaining([first, second]));
      expect(found.get("row-2")).toEqual([aWrite({ revision: 9 })]);
      expect(found.has("row-3")).toBe(false);
    });

    it("is replaced when it is announced again, and kept to the newest few of a rule", async () => {
      const { ownWrites } = opened();
      for (let revision = 1; revision <= 9; revision++) {
        await ownWrites.expect("row-4", aWrite({ revision }));
        await ownWrites.expect("row-4", aWrite({ revision, generation: 2 }));
      }
      const found = (await ownWrites.of(["row-4"])).get("row-4") ?? [];
      expect(found.map(({ revision }) => revision).sort()).toEqual([6, 7, 8, 9]);
      expect(found.every(({ generation }) => generation === 2)).toBe(true);
    });

    it("is gone a day later", async () => {
      const { ownWrites, table } = opened();
      await ownWrites.expect("row-5", aWrite());
      const item = await table.get({ pk: "ROW#row-5", sk: "OWN" });
      expect(item?.ttl).toBe(Date.parse("2026-03-02T12:00:00.000Z") / 1000);
    });

    it("was answered up to the revision that the row's snapshot says", async () => {
      const { ownWrites, snapshots, lease } = opened();
      const row = { ...aRow({}), id: "row-6" };
      expect(await ownWrites.answered("row-6", "rule")).toBe(0);
      const snapshot = { row, revision: 1, hash: "h", hashes: {}, answered: { rule: 7 } };
      await snapshots.commit(lease, [{ snapshot, deliveries: [] }]);
      expect(await ownWrites.answered("row-6", "rule")).toBe(7);
      expect(await ownWrites.answered("row-6", "other")).toBe(0);
    });
  });
});
