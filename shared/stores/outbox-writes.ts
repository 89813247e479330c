import type { Delivery, DeliveryState } from "../domain/delivery.ts";
import type { Outbox, Outcome, SettledState } from "../ports.ts";
import { TABLE } from "../table.ts";
import { deliveryKeyOf, duePartition, keptFrom, partItem, untoldAs, waitsIn } from "./delivery-item.ts";
import { gatherInto } from "./digests.ts";
import { jsonAttribute } from "./json-body.ts";
import { deliveryPlace } from "./keys.ts";
import { mailMarker } from "./mark-mail.ts";
import { personHash } from "./person-hash.ts";
import { count, countSettled, noteTest, noteWaiting, type Tally, writeDown } from "./rule-stats.ts";
import type { Condition, Item, Table, Update } from "./table.ts";
import { claimedWriter } from "./write-claimed.ts";

type Writes = Omit<Outbox, "load" | "due" | "history" | "earlier" | "held" | "dead" | "gathered">;

const { partitionKey, sortKey } = TABLE.dueIndex;

/** What a dispatcher, the provider's events, and a person may do to a delivery. */
export function outboxWrites(
  table: Table,
  { read, newId }: { read: (item: Item | undefined) => Delivery | undefined; newId: () => string },
): Writes {
  const write = claimedWriter(table, newId);
  const tally: Tally = new Map();

  /** Each change has a mark of its own, so that one told of late does not hide the next. */
  const untold = (delivery: Delivery, at: string) => untoldAs(delivery, `${at}#${newId()}`);

  function again(delivery: Delivery, dueAt: string): Update {
    // What was held is told of when it has gone out, a moment later.
    const told = delivery.state === "held" ? {} : untold(delivery, dueAt);
    const isDuplicate = delivery.state === "uncertain" ? { possibleDuplicate: 1 } : {};
    // However long it waited, it must not vanish while it is on its way.
    return putBack(dueAt, { attempts: 0, ...isDuplicate, ...told, ...keptFrom(dueAt) });
  }

  async function settle(delivery: Delivery, state: SettledState, outcome: Outcome): Promise<boolean> {
    const change = settlement(delivery, state, outcome);
    const settled = await write(
      delivery,
      { ...change, set: { ...change.set, ...untold(delivery, outcome.at) } },
      is(delivery.state),
    );
    if (!settled) return false;
    if (delivery.test) {
      if (state !== "done") await noteTest(table, delivery, outcome.error ?? "");
      return true;
    }
    if (state === "done" || state === "passed on") {
      count(tally, delivery, outcome.at);
      return true;
    }
    // In their order: a success that is written down later would clear this failure.
    await writeDown(table, tally);
    await countSettled(table, delivery, state, outcome);
    return true;
  }

  /** Does something with a delivery as long as it is in one of these states, whoever else writes to it meanwhile. */
  async function whileIn(
    key: string,
    states: readonly DeliveryState[],
    act: (delivery: Delivery) => Promise<boolean>,
  ): Promise<boolean> {
    for (;;) {
      const delivery = read(await table.get(deliveryPlace(key)));
      if (!delivery || !states.includes(delivery.state)) return false;
      if (await act(delivery)) return true;
    }
  }

  return {
    settle,
    async passOn(delivery, recipients, at) {
      const whole = await table.get(deliveryPlace(delivery.key));
      if (whole?.state !== "pending") return undefined;
      const parts = recipients.map((recipient) => partItem(whole, personHash(recipient), recipient, at));
      // Its parts first, each if it is new: begun again after a crash, it makes those that are missing.
      for (const part of parts) await table.write({ put: part, if: { absent: true } });
      await settle(delivery, "passed on", { at });
      return parts.map(deliveryKeyOf);
    },

    async gather(delivery, recipients, momentAfter, at) {
      const isGathered = await gatherInto(table, delivery, recipients, momentAfter, { at, newId });
      if (isGathered) count(tally, delivery, at);
      return isGathered;
    },

    async close(delivery) {
      const change = { set: { claim: delivery.claim + 1 } };
      return read(await write(delivery, change, is("pending")));
    },

    flush: () => writeDown(table, tally),

    async defer(delivery, dueAt) {
      await write(delivery, { set: { [sortKey]: dueAt } }, is("pending"));
    },

    async claim(delivery, now, until) {
      const claim = { claim: delivery.claim + 1, attempts: delivery.attempts + 1 };
      const change = { set: { state: "sending", claimedUntil: until, ...claim } };
      const claimed = await write(delivery, change, { ...is("pending"), atMost: { [sortKey]: now } });
      return read(claimed);
    },

    async retry(delivery, at, dueAt, error) {
      // Told of once: in an outage the same line would be written again after each try.
      const told = delivery.attempts === 1 ? untold(delivery, at) : {};
      const change = putBack(dueAt, { lastError: error, attempts: delivery.attempts, ...told });
      if (!(await write(delivery, change, is("sending")))) return false;
      await writeDown(table, tally);
      if (delivery.test) return true;
      await noteWaiting(table, delivery, at, error);
      return true;
    },

    async repeat(delivery, dueAt) {
      const change = putBack(dueAt, { possibleDuplicate: 1 });
      return (await write(delivery, change, is("sending"))) !== undefined;
    },

    confirmSent(key, at, reference) {
      return whileIn(key, ["sending", "pending", "uncertain", "done"], async (delivery) => {
        const result = { ...delivery.result, reference };
        return delivery.state === "done" || settle(delivery, "done", { at, result });
      });
    },

    markMail: mailMarker(table, { read, newId }),

    redrive: (key, dueAt, only) =>
      whileIn(
        key,
        waiting(only),
        async (delivery) => (await write(delivery, again(delivery, dueAt), is(delivery.state))) !== undefined,
      ),

    async retryFailure({ key, state, settledAt = "" }, dueAt) {
      const delivery = read(await table.get(deliveryPlace(key)));
      if (delivery?.state !== state || delivery.settledAt !== settledAt) return false;
      const condition = { equals: { state, settledAt } };
      return (await write(delivery, again(delivery, dueAt), condition)) !== undefined;
    },

    discard: (key, at, why, only) =>
      whileIn(key, waiting(only), (delivery) => settle(delivery, "cancelled", { at, error: why })),
  };
}

/** The states in which a delivery waits for a person. */
function waiting(only: "held" | undefined): readonly DeliveryState[] {
  return only ? [only] : ["held", "failed", "uncertain"];
}

function is(state: DeliveryState): Condition {
  return { equals: { state } };
}

function putBack(dueAt: string, besides: Item): Update {
  return {
    set: { ...besides, state: "pending", [partitionKey]: duePartition, [sortKey]: dueAt },
    remove: ["claimedUntil", "settledAt"],
  };
}

function settlement(delivery: Delivery, state: SettledState, { at, result, error }: Outcome): Update {
  const place = waitsIn({ ...delivery, state, settledAt: at });
  return {
    set: {
      state,
      settledAt: at,
      ...place,
      ...(delivery.state === "held" ? keptFrom(at) : {}),
      ...(result === undefined ? {} : { result: jsonAttribute(result) }),
      ...(error === undefined ? {} : { lastError: error }),
    },
    // Without its place it leaves the index of what is due.
    remove: ["claimedUntil", ...(partitionKey in place ? [] : [partitionKey, sortKey])],
  };
}
