import { beforeAll, describe, expect, it } from "vitest";
import type { Suppression } from "../../shared/domain/suppression.ts";
import { suppressionsIn } from "../../shared/stores/suppressions.ts";
import { forEachTable, lossy } from "./for-each-table.ts";

const at = "2026-03-01T12:00:00.000Z";
const said = (address: string, differs: Partial<Suppression> = {}): Suppression => ({
  address,
  reason: "unsubscribed",
  at,
  ...differs,
});

forEachTable("suppressions", (opened) => {
  const against = (address: string, ruleId = "rule") =>
    opened().suppressions.against("default", ruleId, [address]);

  describe("of an address", () => {
    beforeAll(async () => {
      const { suppressions } = opened();
      await suppressions.add("default", said("ada@example.com", { ruleId: "rule", ruleName: "News" }));
      await suppressions.add("default", said("bob@example.com", { reason: "bounced", detail: "gone" }));
      await suppressions.add("default", said("o#brien@example.com"));
    });

    it("for one rule stand against that rule alone", async () => {
      expect(await against("ada@example.com")).toEqual([
        said("ada@example.com", { ruleId: "rule", ruleName: "News" }),
      ]);
      expect(await against("ada@example.com", "another")).toEqual([]);
    });

    it("for all stand against every rule, of their connection", async () => {
      expect(await against("bob@example.com", "another")).toHaveLength(1);
      expect(await opened().suppressions.against("other", "rule", ["bob@example.com"])).toEqual([]);
    });

    it("are found however it is written", async () => {
      expect(await against("ADA@Example.COM")).toHaveLength(1);
      expect(await against("O#Brien@example.com")).toEqual([said("o#brien@example.com")]);
    });

    it("are found for several at once, in one read", async () => {
      const asked = ["ada@example.com", "eve@example.com", "bob@example.com", "Ada@example.com"];
      const found = await opened().suppressions.against("default", "rule", asked);
      expect(found.map(({ address }) => address).sort()).toEqual(["ada@example.com", "bob@example.com"]);
    });
  });

  describe("that are added twice", () => {
    it("stand once, each reason and rule by itself", async () => {
      const suppressions = suppressionsIn(lossy(opened().table));
      const given = [
        said("cy@example.com"),
        said("cy@example.com", { reason: "complained" }),
        said("cy@example.com", { ruleId: "rule" }),
      ];
      for (const one of [...given, ...given]) await suppressions.add("default", one);
      const found = await against("cy@example.com");
      expect(found).toHaveLength(3);
      expect(found).toEqual(expect.arrayContaining(given));
    });
  });

  describe("that are lifted", () => {
    it("stand no more, and leave those of another scope", async () => {
      const { suppressions } = opened();
      await suppressions.add("default", said("dan@example.com"));
      await suppressions.add("default", said("dan@example.com", { ruleId: "rule" }));
      expect(await suppressions.lift("default", "Dan@example.com", "rule")).toBe(true);
      expect(await against("dan@example.com")).toEqual([said("dan@example.com")]);
      expect(await suppressions.lift("default", "dan@example.com", "rule")).toBe(false);
      expect(await suppressions.lift("default", "dan@example.com", undefined)).toBe(true);
      expect(await against("dan@example.com")).toEqual([]);
    });

    it("are said to be so when the answer was lost", async () => {
      await opened().suppressions.add("default", said("eli@example.com"));
      const suppressions = suppressionsIn(lossy(opened().table));
      expect(await suppressions.lift("default", "eli@example.com", undefined)).toBe(true);
      expect(await suppressions.lift("default", "eli@example.com", undefined)).toBe(false);
    });

    it("do not take along what is said at the same moment", async () => {
      const { suppressions, table } = opened();
      await suppressions.add("default", said("flo@example.com"));
      // The first look is overtaken once; what was added then stays.
      let isFirst = true;
      const once = suppressionsIn({
        ...table,
        get: (key) => {
          if (!isFirst) return table.get(key);
          isFirst = false;
          return table.get(key).then(async (item) => {
            await suppressions.add("default", said("flo@example.com", { ruleId: "rule" }));
            return item;
          });
        },
      });
      expect(await once.lift("default", "flo@example.com", undefined)).toBe(true);
      expect(await against("flo@example.com")).toEqual([said("flo@example.com", { ruleId: "rule" })]);
    });
  });

  describe("in the list", () => {
    it("are those that stand, newest first", async () => {
      const { suppressions } = opened();
      await suppressions.add("listed", said("old@example.com", { at: "2026-03-01T10:00:00.000Z" }));
      await suppressions.add("listed", said("new@example.com", { at: "2026-03-01T11:00:00.000Z" }));
      await suppressions.add("listed", said("gone@example.com"));
      await suppressions.lift("listed", "gone@example.com", undefined);
      const listed = await suppressions.list("listed", 10);
      expect(listed.map(({ address }) => address)).toEqual(["new@example.com", "old@example.com"]);
    });
  });
});
