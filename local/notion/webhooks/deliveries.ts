import type { Workspace } from "../call.ts";
import type { Json, Subscription } from "../entities.ts";
import type { Change } from "../store/store.ts";
import { Aggregate } from "./aggregate.ts";
import { envelope } from "./envelope.ts";
import { isImmediate } from "./event.ts";
import { eventsOf } from "./events-of.ts";
import { forSubscription } from "./for-subscription.ts";
import { post } from "./post.ts";

const MOST_ATTEMPTS = 8;
/** Each wait is three times the one before; the seven of them make the documented 24 hours. */
const FIRST_WAIT_MS = 79_000;
/** How many of the last deliveries the page shows. */
const KEPT = 50;

/** An attempt to deliver an event; `result` is the receiver's status, or why there is none. */
export type Delivery = { subscriptionId: string; event: Json; result: number | string };

/** Tells subscriptions what writes have changed. What waits or is tried again is forgotten at a restart: events may get lost. */
export class Deliveries {
  readonly #workspace: Workspace;
  readonly #aggregates = new Map<string, Aggregate>();
  /** Events that wait, per subscription, for one to overtake them. */
  readonly #overtaken = new Map<string, Json[]>();
  readonly recent: Delivery[] = [];

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    workspace.store.onCommit((changes) => this.#take(changes));
  }

  #take(changes: readonly Change[]): void {
    const { store } = this.#workspace;
    const active = store.ofKind("subscription").filter(({ state }) => state === "active");
    if (active.length === 0) return;
    for (const change of changes) {
      for (const happening of eventsOf(change, store)) {
        for (const subscription of active) {
          const told = forSubscription(happening, subscription, this.#workspace);
          if (told) this.#gather(told, subscription);
        }
      }
    }
  }

  #gather(told: Parameters<Aggregate["add"]>[0], subscription: Subscription): void {
    const { id } = subscription;
    const aggregate = isImmediate(told.type)
      ? new Aggregate()
      : (this.#aggregates.get(id) ?? new Aggregate());
    if (!isImmediate(told.type)) this.#aggregates.set(id, aggregate);
    const key = aggregate.add(told);
    if (key === undefined) return;
    const { knobs, later } = this.#workspace;
    later(isImmediate(told.type) ? 0 : knobs.get("webhookAggregationSeconds") * 1000, () => {
      const gathered = aggregate.take(key);
      if (gathered) this.#send(envelope(gathered, subscription, this.#workspace), id);
    });
  }

  #send(event: Json, id: string): void {
    const { knobs, later } = this.#workspace;
    if (knobs.happens("webhookLoss")) return;
    if (knobs.happens("webhookReordering")) {
      this.#overtaken.set(id, [...(this.#overtaken.get(id) ?? []), event]);
      // Nothing may follow it: then it goes all the same.
      later(60_000, () => this.#sendOvertaken(id));
      return;
    }
    if (knobs.happens("webhookDoubling")) void this.#attempt(event, id);
    void this.#attempt(event, id).then(() => this.#sendOvertaken(id));
  }

  #sendOvertaken(id: string): void {
    const events = this.#overtaken.get(id) ?? [];
    this.#overtaken.delete(id);
    for (const event of events) void this.#attempt(event, id);
  }

  async #attempt(event: Json, id: string): Promise<void> {
    const subscription = this.#workspace.store.get(id);
    if (subscription?.kind !== "subscription" || subscription.state !== "active") return;
    const result = await post(subscription.url, event, subscription.verificationToken);
    this.recent.unshift({ subscriptionId: id, event, result });
    this.recent.length = Math.min(this.recent.length, KEPT);
    const attempt = Number(event.attempt_number);
    const isTaken = typeof result === "number" && result >= 200 && result < 300;
    if (isTaken || attempt >= MOST_ATTEMPTS) return;
    const wait = FIRST_WAIT_MS * 3 ** (attempt - 1);
    this.#workspace.later(wait, () => void this.#attempt({ ...event, attempt_number: attempt + 1 }, id));
  }
}
