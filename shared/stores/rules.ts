import { PermanentError } from "../domain/errors.ts";
import type { Rule, RuleHead } from "../domain/rule.ts";
import type { RulesBinding } from "../domain/rules-binding.ts";
import type { Rules } from "../ports.ts";
import { itemBytes, mostItemBytes } from "./item-size.ts";
import { jsonItem, jsonOf } from "./json-body.ts";
import { keptBodies } from "./kept-bodies.ts";
import { keys, partsOf } from "./keys.ts";
import { statsOf } from "./rule-stats.ts";
import { readJson } from "./sources.ts";
import type { Item, Key, Table } from "./table.ts";
import { writeUnderLease } from "./write-under-lease.ts";

export function rulesIn(table: Table, newId: () => string): Rules {
  const versions = versionsIn(table);
  const headOf = keptBodies<RuleHead>();
  return {
    ...versions,
    binding: (connectionId) => readJson<RulesBinding>(table, keys.rulesBinding(connectionId)),

    async saveBinding(lease, binding) {
      const item = jsonItem(keys.rulesBinding(lease.connectionId), binding);
      await writeUnderLease(table, lease, [{ put: item }], newId());
    },

    async heads(connectionId) {
      const items = await itemsWith(table, connectionId, "RULE");
      return items.flatMap((item) => headOf(item) ?? []);
    },

    head: async (connectionId, ruleId) => headOf(await table.get(keys.ruleHead(connectionId, ruleId))),

    async stats(connectionId) {
      const items = await itemsWith(table, connectionId, "STATS");
      return new Map(items.map((item) => [partsOf(String(item.sk))[0] ?? "", statsOf(item)]));
    },

    async save(lease, head, version) {
      const items = [jsonItem(keys.ruleHead(lease.connectionId, head.ruleId), head)];
      if (version) items.push(jsonItem(keys.ruleVersion(version.id, version.version), version));
      if (items.some((item) => itemBytes(item) > mostItemBytes)) {
        throw new PermanentError(
          "the rule's page is longer than Rowbell can keep (some hundred KB); shorten it",
        );
      }
      const writes = items.map((item) => ({ put: item }));
      await writeUnderLease(table, lease, writes, newId());
    },

    async remove(lease, ruleId) {
      const head = keys.ruleHead(lease.connectionId, ruleId);
      await writeUnderLease(table, lease, [{ delete: head }], newId());
    },
  };
}

/** Versions are immutable, so a warm function keeps the ones it has read. */
function versionsIn(table: Table): Pick<Rules, "load" | "loadInForce" | "newestVersion"> {
  const known = new Map<string, Rule>();
  const nameOf = ({ pk, sk }: Key) => `${pk} ${sk}`;
  async function read(wanted: readonly Key[]): Promise<void> {
    const missing = wanted.filter((key) => !known.has(nameOf(key)));
    if (missing.length === 0) return;
    for (const item of await table.getAll(missing)) {
      const rule = jsonOf<Rule>(item);
      if (rule) known.set(nameOf(item as Key), rule);
    }
  }
  return {
    async load(ruleId, version) {
      const key = keys.ruleVersion(ruleId, version);
      await read([key]);
      return known.get(nameOf(key));
    },

    async loadInForce(heads) {
      const inForce = heads.flatMap(({ ruleId, version }) =>
        version === null ? [] : [{ ruleId, key: keys.ruleVersion(ruleId, version) }],
      );
      await read(inForce.map(({ key }) => key));
      return new Map(
        inForce.flatMap(({ ruleId, key }) => {
          const rule = known.get(nameOf(key));
          return rule ? [[ruleId, rule] as const] : [];
        }),
      );
    },

    async newestVersion(ruleId) {
      const { pk } = keys.ruleVersion(ruleId, 0);
      const { items } = await table.query({ partition: pk, newestFirst: true, limit: 1, attributes: [] });
      return Number(partsOf(String(items[0]?.sk ?? ""))[0] ?? 0);
    },
  };
}

async function itemsWith(table: Table, connectionId: string, kind: "RULE" | "STATS"): Promise<Item[]> {
  const { pk } = keys.lease(connectionId);
  return (await table.query({ partition: pk, from: `${kind}#`, until: `${kind}$` })).items;
}
