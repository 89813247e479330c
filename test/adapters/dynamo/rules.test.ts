import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamoLeases } from "../../../shared/adapters/dynamo/leases.ts";
import { dynamoRules } from "../../../shared/adapters/dynamo/rules.ts";
import type { Block } from "../../../shared/domain/block.ts";
import { FencedError } from "../../../shared/domain/errors.ts";
import type { Lease } from "../../../shared/ports.ts";
import { type EmbeddedTable, openTable } from "../../support/embedded-table.ts";
import { aHead, aRule } from "./an-item.ts";

let table: EmbeddedTable;
let lease: Lease;
beforeAll(async () => {
  table = await openTable();
  lease = await dynamoLeases(table).take("default");
});
afterAll(() => table.close());

describe("the compiled rules of a connection", () => {
  it("keep how the Rules database is bound", async () => {
    const rules = dynamoRules(table);
    expect(await rules.binding("default")).toBeUndefined();
    const binding = { reference: "r", sourceId: "s", columns: { Rule: "title" }, self: "bot" };
    await rules.saveBinding(lease, binding);
    expect(await rules.binding("default")).toEqual(binding);
    expect(await rules.heads("default")).toEqual([]);
  });

  it("keep every version beside the head that points at one", async () => {
    const [rules, first] = [dynamoRules(table), aRule()];
    const second = { ...first, version: 2, name: "Tell Grace" };
    await rules.save(lease, aHead(first), first);
    await rules.save(lease, aHead(second), second);
    await rules.save(lease, { ...aHead(second), state: "Off", version: null }, undefined);
    expect(await dynamoRules(table).load(first.id, 1)).toEqual(first);
    expect(await dynamoRules(table).load(first.id, 2)).toEqual(second);
    expect(await rules.load(first.id, 3)).toBeUndefined();
    expect(await rules.head("default", first.id)).toMatchObject({ version: null, newestVersion: 2 });
  });

  it("read a version once", async () => {
    const [writer, reader, rule] = [dynamoRules(table), dynamoRules(table), aRule()];
    expect(await reader.load(rule.id, 1)).toBeUndefined();
    await writer.save(lease, aHead(rule), rule);
    const read = await reader.load(rule.id, 1);
    expect(read).toEqual(rule);
    expect(await reader.load(rule.id, 1)).toBe(read);
  });

  it("lose a head that is removed, and no version", async () => {
    const [rules, rule] = [dynamoRules(table), aRule()];
    await rules.save(lease, aHead(rule), rule);
    await rules.remove(lease, rule.id);
    expect(await rules.head("default", rule.id)).toBeUndefined();
    expect((await rules.heads("default")).map(({ ruleId }) => ruleId)).not.toContain(rule.id);
    expect(await dynamoRules(table).load(rule.id, 1)).toEqual(rule);
  });

  it("are all there when their pages make several answers", async () => {
    const own = await dynamoLeases(table).take("wordy");
    const rules = dynamoRules(table);
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
    const leases = dynamoLeases(table);
    const [old, rules, rule] = [
      await leases.take("late"),
      dynamoRules(table),
      aRule({ connectionId: "late" }),
    ];
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
