import type { Delivery, DeliveryResult } from "../domain/delivery.ts";
import type { MailMark } from "../domain/mail-event.ts";
import type { Lease } from "./lease.ts";

/** Deliveries owed and their history. Every write after the claim is refused once a newer claim exists. */
export interface Outbox {
  load(key: string): Promise<Delivery | undefined>;
  /** Keys of deliveries that are due, oldest first. Eventually consistent: claim before acting. */
  due(now: string, limit: number): Promise<string[]>;
  /** The newest deliveries of a connection first. */
  history(connectionId: string, limit: number): Promise<Delivery[]>;
  /** The newest older delivery of the same row and rule that is pending, sending or held: when it is due, if it is. */
  earlier(delivery: Delivery): Promise<{ dueAt?: string } | undefined>;
  /** Lets a pending delivery wait, without having tried it. */
  defer(delivery: Delivery, dueAt: string): Promise<void>;
  /** Pending and due → sending. @returns the delivery as claimed, or undefined when it was not there to claim. */
  claim(delivery: Delivery, now: string, until: string): Promise<Delivery | undefined>;
  /** Ends a delivery and counts it for its rule. @returns false when the claim was lost. */
  settle(delivery: Delivery, state: SettledState, outcome: Outcome): Promise<boolean>;
  /**
   * Pending → passed on: from now on there is a pending delivery for each of these recipients, and each is there once
   * however often this is begun. @returns their keys, or undefined when it was not pending any more.
   */
  passOn(delivery: Delivery, recipients: readonly string[], at: string): Promise<string[] | undefined>;
  /**
   * Pending → passed on: from now on it is a part of one digest for each of these recipients, at most 49.
   * @param momentAfter the moment of the first digest after a time, ISO: where one takes nothing more, it is the next.
   * @returns false when it was not pending any more.
   */
  gather(
    delivery: Delivery,
    recipients: readonly string[],
    momentAfter: (after: string) => string,
    at: string,
  ): Promise<boolean>;
  /** A pending digest takes nothing more. @returns it, or undefined when it was not pending any more. */
  close(digest: Delivery): Promise<Delivery | undefined>;
  /** The keys of what a digest has gathered, in the order in which it was seen; `after` goes on where one page ended. */
  gathered(
    digest: Delivery,
    after?: Record<string, string>,
  ): Promise<{ keys: string[]; after?: Record<string, string> }>;
  /** Writes down how often rules fired since: to be called when a batch is done, so that a batch costs a write a rule. */
  flush(): Promise<void>;
  /** Sending → pending at a later time, with the attempts of `delivery`; tells the rule's author why. @returns false when the claim was lost. */
  retry(delivery: Delivery, at: string, dueAt: string, error: string): Promise<boolean>;
  /** Sending whose outcome stays unknown → pending once more, marked as a possible duplicate. @returns false when it moved on. */
  repeat(delivery: Delivery, dueAt: string): Promise<boolean>;
  /** The provider says that it has sent this: sending, pending again or uncertain → done. @returns false when it was settled otherwise. */
  confirmSent(key: string, at: string, reference: string): Promise<boolean>;
  /**
   * Remembers what became of its mail, and tells the rule's author of `trouble`, once.
   * @returns false when there is no such delivery, it was never sent, or as much was known.
   */
  markMail(key: string, mark: MailMark, trouble?: string): Promise<boolean>;
  /** Keys of what waits at a rule's brake, seen until then, oldest first. Eventually consistent: it may name what was decided. */
  held(ruleId: string, limit: number, until?: string): Promise<string[]>;
  /** The dead letters of a connection: failed and uncertain deliveries, newest first. */
  dead(connectionId: string, limit: number): Promise<Delivery[]>;
  /** Held → pending, or, unless `only` held ones are meant, a dead letter, its attempts counted anew. @returns false when it is neither. */
  redrive(key: string, dueAt: string, only?: "held"): Promise<boolean>;
  /** A dead letter as it was read → pending, its attempts counted anew. @returns false when it is another by now, and be it a failure since. */
  retryFailure(failure: Delivery, dueAt: string): Promise<boolean>;
  /** Held, or, unless `only` held ones are meant, a dead letter → cancelled. @returns false when it is neither. */
  discard(key: string, at: string, why: string, only?: "held"): Promise<boolean>;
}
export type SettledState = Exclude<Delivery["state"], "held" | "pending" | "sending">;
export type Outcome = { at: string; result?: DeliveryResult; error?: string };

export interface DeliveryQueue {
  /** Wakes the dispatcher. A lost message is made good by the due index. */
  send(keys: readonly string[], lease: Lease): Promise<void>;
}
