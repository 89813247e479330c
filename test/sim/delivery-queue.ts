import { parseDeliveryKey } from "../../shared/domain/delivery.ts";
import type { DeliveryQueue } from "../../shared/ports.ts";
import type { Faults } from "./faults.ts";
import type { Process } from "./process.ts";
import type { Rng } from "./rng.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** How one message ended: `died` and `failed` ones come back after a while. */
export type Handled = "taken" | "failed" | "died";

export type QueueHost = {
  time: VirtualTime;
  faults: Faults;
  latency: Rng;
  /** Works on one message. */
  handle: (key: string) => Promise<Handled>;
  groups: Map<string, Message[]>;
  known: Map<string, number>;
};
type Message = { key: string; received: number };

const comesBackMs = 60_000;
const mostReceived = 5;
const deduplicatedMs = 5 * 60_000;

/** A FIFO queue with a group a row, as far as FIFO queues keep what they promise. */
export function simulatedQueue(host: QueueHost, process: Process): DeliveryQueue {
  const { faults, time, latency } = host;
  return {
    async send(keys, lease) {
      for (let start = 0; start < keys.length; start += 10) {
        const batch = keys.slice(start, start + 10);
        await process.call(latency.int(5, 40), async () => {
          if (faults.strike("queue refuses")) throw new Error("simulated ServiceUnavailable");
          for (const key of batch) arrive(host, key, `${key}#${lease.epoch}`);
          if (!faults.strike("queue's answer is lost")) return;
          await time.sleep(5_000);
          throw new Error("simulated TimeoutError");
        });
      }
    },
  };
}

function arrive(host: QueueHost, key: string, deduplication: string): void {
  const { faults, time, known } = host;
  const now = time.now();
  if (now < (known.get(deduplication) ?? 0)) return;
  known.set(deduplication, now + deduplicatedMs);
  if (faults.strike("message is lost")) return;
  const copies = faults.strike("message comes twice") ? 2 : 1;
  for (let i = 0; i < copies; i++) {
    const isLate = faults.strike("message comes late");
    const wait = isLate ? 1000 * faults.rng("message comes late").int(5, 400) : host.latency.int(20, 200);
    const group = faults.strike("messages come in another order")
      ? `${key} apart`
      : parseDeliveryKey(key).rowId;
    time.at(now + wait, () => enqueue(host, group, { key, received: 0 }));
  }
}

function enqueue(host: QueueHost, group: string, message: Message): void {
  const waiting = host.groups.get(group);
  if (waiting) {
    waiting.push(message);
    return;
  }
  host.groups.set(group, [message]);
  void work(host, group);
}

/** One message of a group after the other; a group waits for one that failed. */
async function work(host: QueueHost, group: string): Promise<void> {
  const messages = host.groups.get(group) ?? [];
  for (;;) {
    const message = messages[0];
    if (!message) break;
    if (host.faults.strike("no concurrency left for a delivery"))
      await host.time.sleep(1000 * host.faults.rng("no concurrency left for a delivery").int(5, 60));
    message.received++;
    const handled = await host.handle(message.key);
    if (handled === "taken" || message.received >= mostReceived) messages.shift();
    else await host.time.sleep(comesBackMs);
  }
  host.groups.delete(group);
}
