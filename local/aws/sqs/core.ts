import { EventEmitter } from "node:events";
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../clock.ts";
import { AwsError } from "../aws-error.ts";
import { transaction } from "../transaction.ts";
import { type Counting, counting } from "./counting.ts";
import { type Queue, type QueueStore, queueStore } from "./queue-store.ts";
import { type Receive, receiving } from "./receiving.ts";
import { type Send, sending } from "./sending.ts";
import { type Settling, settling } from "./settling.ts";

/** What the operations share: the state, and word of its changes. */
export type SqsCore = {
  queues: QueueStore;
  send: Send;
  receive: Receive;
  settle: Settling;
  count: Counting;
  /** Milliseconds since 1970. */
  now(): number;
  /** @throws AwsError for a URL of no queue here. */
  queueAt(url: string): Queue;
  /** Runs `work` in one transaction and tells who waits when it changed anything. */
  change<Result>(work: () => Result): Result;
  /** Emits `change`: messages came, went or were hidden, the clock was moved, or all is closing. */
  changes: EventEmitter;
  /** From then on nobody waits any more. */
  isClosing(): boolean;
  close(): void;
};

export function sqsCore(database: DatabaseSync, clock: Clock, newId: () => string): SqsCore {
  const queues = queueStore(database);
  const changes = new EventEmitter().setMaxListeners(0);
  const written = database.prepare("select total_changes() as rows");
  const notify = (): boolean => changes.emit("change");
  const unsubscribe = clock.subscribe(notify);
  let closing = false;
  return {
    queues,
    send: sending(database, newId),
    receive: receiving(database, newId),
    settle: settling(database),
    count: counting(database),
    now: () => clock.now().getTime(),
    queueAt: (url) => {
      const name = URL.parse(url)?.pathname.split("/").at(-1);
      if (!name) throw new AwsError("InvalidAddress", `'${url}' is not the URL of a queue`);
      return queues.get(name);
    },
    change: (work) => {
      const before = written.get()?.rows;
      const result = transaction(database, work);
      // Only then: two receivers of an empty queue would otherwise wake each other forever.
      if (written.get()?.rows !== before) notify();
      return result;
    },
    changes,
    isClosing: () => closing,
    close: () => {
      closing = true;
      unsubscribe();
      notify();
    },
  };
}
