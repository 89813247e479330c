import type { Delivery } from "../../shared/domain/delivery.ts";
import type { HeldRule } from "../../shared/pipeline/deliver/dead-letters.ts";

/** What a command shows of a delivery. Times are ISO. */
export type ShownDelivery = Omit<Delivery, "values" | "claim" | "claimedUntil" | "dueAt" | "lastError"> & {
  dueAt?: string | null;
  lastError?: string | null;
};

/** Where a person decides about deliveries, wherever Rowbell runs. Throws Refusal. */
export type Desk = {
  waiting(): Promise<{ held: HeldRule[]; dead: ShownDelivery[] }>;
  find(key: string): Promise<ShownDelivery>;
  redrive(key: string): Promise<void>;
  discard(key: string): Promise<void>;
  /** Releases or discards what a rule holds; 0 when it holds nothing. */
  answerRule(ruleId: string, answer: "release" | "discard"): Promise<{ moved: number; left: number }>;
};
