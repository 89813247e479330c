import type { Delivery } from "../domain/delivery.ts";
import { digestOf } from "../domain/digest.ts";
import { TABLE } from "../table.ts";
import { deliveryItem, keptFrom, untoldAs } from "./delivery-item.ts";
import { deliveryPlace, keys, partsOf } from "./keys.ts";
import { personHash } from "./person-hash.ts";
import type { Table, Write } from "./table.ts";

/** A digest that is closed at each look is none that will open: each look is at a later moment. */
const mostLooks = 20;

/**
 * Makes a pending delivery a part of the digest of each recipient, all at once: so it is in exactly one for each. A digest
 * that was closed meanwhile takes nothing more, and the next one does.
 * @param momentAfter the moment of the first digest after a time.
 * @returns false when the delivery was not pending any more.
 */
export async function gatherInto(
  table: Table,
  delivery: Delivery,
  recipients: readonly string[],
  momentAfter: (after: string) => string,
  { at, newId }: { at: string; newId: () => string },
): Promise<boolean> {
  let places = recipients.map((recipient) => ({ recipient, moment: momentAfter(delivery.seenAt) }));
  for (let look = 0; look < mostLooks; look++) {
    const digests = places.map(({ recipient, moment }) =>
      digestOf(delivery, recipient, personHash(recipient), moment),
    );
    const failed = await table.transact(
      [
        leaving(delivery, at, newId()),
        ...digests.map(opening),
        ...digests.map((digest) => joining(digest, delivery)),
      ],
      newId(),
    );
    if (!failed) return true;
    if (failed.includes(0)) return false;
    const isClosed = new Set(failed.map((index) => index - 1));
    places = places.map((place, index) =>
      isClosed.has(index) ? { ...place, moment: momentAfter(place.moment) } : place,
    );
  }
  throw new Error(`no digest of rule ${delivery.ruleId} was open at ${places[0]?.moment} or before`);
}

/** What a digest has gathered, in the order in which it was seen; in pages. */
export async function gathered(
  table: Table,
  digest: Delivery,
  after: Record<string, string> | undefined,
): Promise<{ keys: string[]; after?: Record<string, string> }> {
  const { pk, sk } = keys.digestMember(digest, "", "");
  const { items, next } = await table.query({
    partition: pk,
    from: sk,
    until: `${sk}~`,
    limit: 100,
    attributes: [],
    ...(after ? { after } : {}),
  });
  const found = items.map((item) => partsOf(String(item.sk)).at(-1) ?? "");
  return next ? { keys: found, after: { pk: String(next.pk), sk: String(next.sk) } } : { keys: found };
}

function leaving(delivery: Delivery, at: string, mark: string): Write {
  const { partitionKey, sortKey } = TABLE.dueIndex;
  return {
    update: deliveryPlace(delivery.key),
    change: {
      set: { state: "passed on", settledAt: at, ...untoldAs(delivery, `${at}#${mark}`) },
      remove: ["claimedUntil", partitionKey, sortKey],
    },
    if: { equals: { state: "pending", claim: delivery.claim } },
  };
}

/** Makes a digest where there is none; one that was ever claimed or closed is refused. */
function opening(digest: Delivery): Write {
  const { pk, sk, ...set } = deliveryItem(digest, 0);
  return {
    update: deliveryPlace(digest.key),
    change: { set },
    if: { absent: true, or: { equals: { state: "pending", claim: 0 } } },
  };
}

function joining(digest: Delivery, { key, seenAt }: Delivery): Write {
  return { put: { ...keys.digestMember(digest, seenAt, key), ...keptFrom(digest.seenAt) } };
}
