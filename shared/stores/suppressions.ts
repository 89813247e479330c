import { canonicalAddress, type Suppression, type Suppressions } from "../domain/suppression.ts";
import { TABLE } from "../table.ts";
import { keys } from "./keys.ts";
import type { Item, Key, Table, Update } from "./table.ts";

/**
 * All that stands against one address is one item, so that a send costs one read: an attribute for each scope and reason.
 * It is listed through the index of what waits, in a partition of its own.
 */
const prefix = "no ";
const { partitionKey, sortKey } = TABLE.dueIndex;

const suppressedPartition = (connectionId: string) => `SUPPRESSED#${connectionId}`;

export function suppressionsIn(table: Table): Suppressions {
  return {
    async against(connectionId, ruleId, addresses) {
      const asked = new Set(addresses.flatMap((address) => canonicalAddress(address) ?? []));
      const items = await table.getAll([...asked].map((address) => keys.suppressed(connectionId, address)));
      return items
        .flatMap((item) => read(item))
        .filter((suppression) => suppression.ruleId === undefined || suppression.ruleId === ruleId);
    },

    async add(connectionId, suppression) {
      const { address: _address, ...said } = suppression;
      await table.write({
        update: keys.suppressed(connectionId, suppression.address),
        change: {
          set: {
            [attributeOf(suppression)]: JSON.stringify(said),
            [partitionKey]: suppressedPartition(connectionId),
            [sortKey]: suppression.at,
          },
          add: { version: 1 },
        },
      });
    },

    async lift(connectionId, address, ruleId) {
      const key = keys.suppressed(connectionId, canonicalAddress(address) ?? address);
      for (let isTried = false; ; isTried = true) {
        const item = await table.get(key);
        const standing = item ? read(item) : [];
        const meant = standing.filter((suppression) => suppression.ruleId === ruleId);
        // The client repeats a write whose answer was lost; the repetition finds that it is done.
        if (!item || meant.length === 0) return isTried;
        if (await table.write(lifting(key, item, standing.length === meant.length, meant))) return true;
      }
    },

    async list(connectionId, limit) {
      const partition = suppressedPartition(connectionId);
      const { items } = await table.query({ index: "due", partition, newestFirst: true, limit });
      const found = await table.getAll(items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })));
      return found.flatMap(read).sort((a, b) => b.at.localeCompare(a.at));
    },
  };
}

/** Somebody may say another "no" meanwhile, which must neither be lost nor left out of the list. */
function lifting(key: Key, { version = 0 }: Item, isAll: boolean, meant: readonly Suppression[]) {
  const condition = { equals: { version } };
  if (isAll) return { delete: key, if: condition };
  const change: Update = { remove: meant.map(attributeOf), add: { version: 1 } };
  return { update: key, change, if: condition };
}

function attributeOf({ ruleId, reason }: Suppression): string {
  return `${prefix}${reason} ${ruleId ?? ""}`;
}

function read(item: Item): Suppression[] {
  const address = String(item.pk).slice(keys.suppressed("", "").pk.length);
  return Object.entries(item).flatMap(([name, value]) =>
    name.startsWith(prefix)
      ? [{ address, ...(JSON.parse(String(value)) as Omit<Suppression, "address">) }]
      : [],
  );
}
