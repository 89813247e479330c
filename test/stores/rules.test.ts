import { describe, expect, it } from "vitest";
import type { Block } from "../../shared/domain/block.ts";
import { FencedError } from "../../shared/domain/errors.ts";
import { aHead, aRule } from "./an-item.ts";
import { forEachTable, storesOver } from "./for-each-table.ts";

forEachTable("rules", (opened) => {
  describe("the compiled rules of a connection", () => {
    it("keep how the Rules database is bound", async () => {
      const rules = opened().rules;
      expect(await rules.binding("default")).toBeUndefined();
      const binding = { reference: "r", sourceId: "s", columns: { Rule: "title" }, self: "bot" };
      await rules.saveBinding(opened().lease, binding);
      expect(await rules.binding("default")).toEqual(binding);
      expect(await rules.heads("default")).toEqual([]);
    });

    it("keep every version beside the head that points at one", async () => {
      const [rules, first] = [opened().rules, aRule()];
      const second = { ...first, version: 2, name: "Tell Grace" };
      await rules.save(opened().lease, aHead(first), first);
      await rules.save(opened().lease, aHead(second), second);
      await rules.save(opened().lease, { ...aHead(second), state: "Off", version: null }, undefined);
      expect(await opened().rules.load(first.id, 1)).toEqual(first);
      expect(await opened().rules.load(first.id, 2)).toEqual(second);
      expect(await rules.load(first.id, 3)).toBeUndefined();
      expect(await rules.head("default", first.id)).toMatchObject({ version: null, newestVersion: 2 });
    });

    it("read a version once", async () => {
      const [writer, rule] = [opened().rules, aRule()];
      const reader = storesOver(opened().table, opened().clock).rules;
      expect(await reader.load(rule.id, 1)).toBeUndefined();
      await writer.save(opened().lease, aHead(rule), rule);
      const read = await reader.load(rule.id, 1);
      expect(read).toEqual(rule);
      expect(await reader.load(rule.id, 1)).toBe(read);
    });

    it("read all versions in force at once, and those of no others", async () => {
      const { lease, rules, table, clock } = opened();
      const made = Array.from({ length: 130 }, () => aRule());
      const heads = made.map((rule) => aHead(rule));
      await Promise.all(heads.map((head, index) => rules.save(lease, head, made[index])));
      const off = aRule();
      await rules.save(lease, aHead(off), off);
      const reader = storesOver(table, clock).rules;
      const missing = aHead(aRule());
      const read = await reader.loadInForce([...heads, { ...aHead(off), version: null }, missing]);
      expect(read).toEqual(new Map(made.map((rule) => [rule.id, rule])));
      expect(await reader.load(made[0]?.id ?? "", 1)).toBe(read.get(made[0]?.id ?? ""));
    });

    it("know the newest version that was ever given", async () => {
      const { lease, rules } = opened();
      const rule = aRule();
      expect(await rules.newestVersion(rule.id)).toBe(0);
      for (const version of [1, 2, 11]) await rules.save(lease, aHead(rule), { ...rule, version });
      await rules.remove(lease, rule.id);
      expect(await rules.newestVersion(rule.id)).toBe(11);
    });

    it("lose a head that is removed, and no version", async () => {
      const [rules, rule] = [opened().rules, aRule()];
      await rules.save(opened().lease, aHead(rule), rule);
      await rules.remove(opened().lease, rule.id);
      expect(await rules.head("default", rule.id)).toBeUndefined();
      expect((await rules.heads("default")).map(({ ruleId }) => ruleId)).not.toContain(rule.id);
      expect(await opened().rules.load(rule.id, 1)).toEqual(rule);
    });

    it("are all there when their pages make several answers", async () => {
      const own = await opened().leases.take("wordy");
      const rules = opened().rules;
      const body: Block[] = Array.from({ length: 60 }, (_, line) => ({
        type: "paragraph",
        text: [{ text: `Line ${line} ${"of many words ".repeat(15)}` }],
        children: [],
      }));
      const made = Array.from({ length: 90 }, () => aRule({ connectionId: "wordy" }));
      for (const rule of made) await rules.save(own, aHead(rule, { body }), undefined);
      const heads = await rules.heads("wordy");
      expect(heads.map(({ ruleId }) => ruleId).sort()).toEqual(made.map(({ id }) => id).sort());
      expect(heads[0]?.body).toEqual(body);
    });

    it("are not written by a poll that was taken over", async () => {
      const leases = opened().leases;
      const [old, rules, rule] = [await leases.take("late"), opened().rules, aRule({ connectionId: "late" })];
      await rules.save(old, aHead(rule), rule);
      await leases.take("late");
      await expect(rules.save(old, aHead(rule, { name: "late" }), { ...rule, version: 2 })).rejects.toThrow(
        FencedError,
      );
      await expect(rules.remove(old, rule.id)).rejects.toThrow(FencedError);
      expect((await rules.head("late", rule.id))?.name).toBe(rule.name);
      expect(await rules.load(rule.id, 2)).toBeUndefined();
    });
  });
});
