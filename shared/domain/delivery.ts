import type { ChangeOp } from "./change.ts";
import type { MailMark } from "./mail-event.ts";
import type { DeliveryPolicy } from "./options.ts";
import type { Property } from "./row.ts";

/**
 * pending → sending → done | failed | uncertain, or straight to dry run. Held ones wait at the brake for a person, who makes
 * them pending or cancelled; failed and uncertain ones are the dead letters, which a person may redrive or discard.
 * `suppressed`: everybody it was for said no, or cannot be reached; nothing was sent.
 * `uncertain`: a send was begun and its outcome never learned; it is not counted as done, and no more repeated by itself.
 * `passed on`: it became other deliveries, one for each of its recipients, and what becomes of it is told there.
 */
export type DeliveryState =
  | "held"
  | "pending"
  | "sending"
  | "done"
  | "dry run"
  | "suppressed"
  | "failed"
  | "uncertain"
  | "passed on"
  | "cancelled";

/** One action owed for one rule and one change: the outbox entry and its history in one. Times are ISO. */
export type Delivery = {
  /** `rule id:row id@revision`, a replay of the same commit cannot make a second one; `…/part` where it was passed on. */
  key: string;
  connectionId: string;
  sourceId: string;
  ruleId: string;
  ruleVersion: number;
  ruleName: string;
  rowId: string;
  rowTitle: string;
  rowUrl: string;
  revision: number;
  /** `time`: the clock alone made it. `asked`: a person, for a row that matched then. `test`: a person, for its author alone. */
  op: ChangeOp | "time" | "asked" | "test";
  /** It is a test: a mail to this address alone, which begins with these words, and never counts as fired. */
  test?: { to: string; intro: string };
  /** What changed, as text for the story: at most a few, each cut to a line. */
  changes: ChangeLine[];
  /** The properties the action's templates use, exactly as they were seen. */
  values: RenderValues;
  /** The one address that it is for, where the delivery that it came from was for several. */
  recipient?: string;
  dryRun: boolean;
  policy: DeliveryPolicy;
  /** How many of Rowbell's own writes led to it; 0 when a person's edit or the clock did. */
  generation: number;
  /** Why it must fail without being tried: its rule could not be evaluated for the row. */
  refusal?: string;
  /** Its connection has a Runs database, where what becomes of it has a line. */
  inRuns?: true;
  state: DeliveryState;
  seenAt: string;
  /** How many times the action was begun. */
  attempts: number;
  /** Rises with every claim; a write of an older claim is refused. */
  claim: number;
  /** When it is to be looked at next; absent once settled and while held. */
  dueAt?: string;
  /** While sending: until when the claim stands. */
  claimedUntil?: string;
  /** It was sent again although the first send may have gone through: asked for by "never missed" or by a person. */
  possibleDuplicate?: true;
  settledAt?: string;
  /** What the action answered: a message id, or for a dry run the message itself. */
  result?: DeliveryResult;
  lastError?: string;
  /** What became of its mail since, as far as the provider has told. */
  mail?: MailMark;
  /** Its line in the Runs database, once there is one: a page id. */
  lineId?: string;
  /** Its line does not show yet what became of it. Another text at each change, by which one is told from the next. */
  untold?: string;
};

export type ChangeLine = { column: string; before: string; after: string };

/**
 * `preview` is what was, or would have been, sent; without `to` its subject is what was done to the row. `notes`: what it
 * lacks or may suffer from, as sentences.
 */
export type DeliveryResult = {
  reference?: string;
  preview?: { to: string; subject: string; text: string };
  notes?: string[];
  /** Why some of its recipients did not get it, a sentence each. */
  leftOut?: string[];
};

/** Property values by property id, before and after the change. */
export type RenderValues = { before: Record<string, Property>; after: Record<string, Property> };

/** What a delivery's key says. `part` tells those apart that one was passed on as. */
export type DeliveryId = { ruleId: string; rowId: string; revision: number; part?: string };

export function deliveryKey(ruleId: string, rowId: string, revision: number, part?: string): string {
  return `${ruleId}:${rowId}@${revision}${part === undefined ? "" : `/${part}`}`;
}

/** @throws Error on text that is not a delivery key. */
export function parseDeliveryKey(key: string): DeliveryId {
  const [, ruleId = "", rowId = "", revision, part] =
    /^([^:@]+):([^:@]+)@(\d+)(?:\/([a-z0-9]+))?$/.exec(key) ?? [];
  if (revision === undefined)
    throw new Error(`not a delivery key: "${key}"; it has the form rule:row@revision`);
  return { ruleId, rowId, revision: Number(revision), ...(part === undefined ? {} : { part }) };
}
