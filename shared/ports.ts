import type { Block } from "./domain/block.ts";
import type { Snapshot } from "./domain/change.ts";
import type { Checkpoint } from "./domain/checkpoint.ts";
import type { Delivery, DeliveryResult } from "./domain/delivery.ts";
import type { Row, SourceSchema } from "./domain/row.ts";
import type { Rule, RuleHead, RuleStats } from "./domain/rule.ts";

export interface Clock {
  now(): Date;
}

/** Structured log: one line an event, fields by an allow-list of ids, counts and reasons; never a cell's content. */
export interface Log {
  info(event: string, fields: Record<string, LogField>): void;
  error(event: string, fields: Record<string, LogField>): void;
}
export type LogField = string | number | boolean | undefined | readonly string[];

/** One page of rows. `incomplete`: Notion stopped at its cap of 10,000 and there are more. */
export type RowPage = { rows: Row[]; next: string | undefined; incomplete: boolean };

/** Which rows, by the minute of an ISO time, both inclusive from: oldest first in that very time. */
export type RowWindow = { by: "edited" | "created"; from: string | undefined };

/** One connection's access to a Notion workspace. Methods throw NotFoundError, PermanentError or TransientError, in words for a person. */
export interface Workspace {
  rows(sourceId: string, window: RowWindow, cursor: string | undefined): Promise<RowPage>;
  /** `undefined` when it is gone or no longer shared. */
  row(rowId: string): Promise<Row | undefined>;
  /** @param reference id of a database or of a data source. */
  source(reference: string): Promise<SourceSchema>;
  /** The page's blocks, children included. */
  body(rowId: string): Promise<Block[]>;
  /** Sets cells; idempotent. */
  writeCells(rowId: string, cells: Record<string, Cell>): Promise<void>;
  /** The user id of the connection's own bot. */
  self(): Promise<string>;
  /** Notion's own time, from the newest answer's `date` header. */
  now(): Date | undefined;
  /** Requests made so far. */
  requests(): number;
}

/** A cell value to write, by property id. */
export type Cell =
  | { type: "rich_text"; text: string }
  | { type: "select"; name: string }
  | { type: "number"; value: number }
  | { type: "date"; start: string };

/** A poll's right to write. Every write carries `epoch`; taking the lease anew makes older ones worthless. */
export type Lease = { connectionId: string; epoch: number };

export interface Leases {
  /** Takes the lease from whoever has it: the queue lets one poll of a connection run at a time, the epoch makes sure. */
  take(connectionId: string): Promise<Lease>;
}

/** What is known of watched sources. Writes throw FencedError when the lease was taken over. */
export interface Sources {
  checkpoint(sourceId: string): Promise<Checkpoint | undefined>;
  saveCheckpoint(lease: Lease, sourceId: string, checkpoint: Checkpoint): Promise<void>;
  /** Forgets how far the source was read: watching it again begins with a baseline. */
  removeCheckpoint(lease: Lease, sourceId: string): Promise<void>;
  schema(sourceId: string): Promise<SourceSchema | undefined>;
  saveSchema(lease: Lease, schema: SourceSchema): Promise<void>;
}

/** The part of a snapshot that tells whether a row changed. */
export type SnapshotMark = { revision: number; hash: string; lastEditedTime: string };

export interface Snapshots {
  marks(sourceId: string, rowIds: readonly string[]): Promise<Map<string, SnapshotMark>>;
  load(sourceId: string, rowId: string): Promise<Snapshot | undefined>;
  /**
   * One transaction: the snapshot if the row is still at `snapshot.revision - 1`, and the deliveries if their keys are new.
   * @returns false when another poll committed this revision first.
   * @throws FencedError when the lease was taken over, PermanentError when the row holds more than can be stored.
   */
  commit(lease: Lease, snapshot: Snapshot, deliveries: readonly Delivery[]): Promise<boolean>;
  /**
   * Snapshots that fire nothing, each if its row is still at `revision - 1`.
   * @returns a sentence for each row that holds more than can be stored. @throws FencedError
   */
  commitBaseline(lease: Lease, snapshots: readonly Snapshot[]): Promise<string[]>;
}

/** How the Rules database is bound: its data source, the property id of each column by its name, and who we are there. */
export type RulesBinding = {
  reference: string;
  sourceId: string;
  columns: Record<string, string>;
  self: string;
};

/** The compiled rules. Writes throw FencedError when the lease was taken over. */
export interface Rules {
  binding(connectionId: string): Promise<RulesBinding | undefined>;
  saveBinding(lease: Lease, binding: RulesBinding): Promise<void>;
  heads(connectionId: string): Promise<RuleHead[]>;
  head(connectionId: string, ruleId: string): Promise<RuleHead | undefined>;
  stats(connectionId: string): Promise<Map<string, RuleStats>>;
  /** An immutable version. */
  load(ruleId: string, version: number): Promise<Rule | undefined>;
  /** The newest version ever given to a rule, also to one whose head was removed since; 0 for none. */
  newestVersion(ruleId: string): Promise<number>;
  /** Writes the new version, if any, together with the head that points at it. */
  save(lease: Lease, head: RuleHead, version: Rule | undefined): Promise<void>;
  remove(lease: Lease, ruleId: string): Promise<void>;
}

/** Deliveries owed and their history. Every write after the claim is refused once a newer claim exists. */
export interface Outbox {
  load(key: string): Promise<Delivery | undefined>;
  /** Keys of deliveries that are due, oldest first. Eventually consistent: claim before acting. */
  due(now: string, limit: number): Promise<string[]>;
  /** The newest deliveries of a connection first. */
  history(connectionId: string, limit: number): Promise<Delivery[]>;
  /** The newest older delivery of the same row and rule that is still unsettled: when it is due. */
  earlier(delivery: Delivery): Promise<{ dueAt: string } | undefined>;
  /** Lets a pending delivery wait, without having tried it. */
  defer(delivery: Delivery, dueAt: string): Promise<void>;
  /** Pending and due → sending. @returns the delivery as claimed, or undefined when it was not there to claim. */
  claim(delivery: Delivery, now: string, until: string): Promise<Delivery | undefined>;
  /** Ends a delivery and counts it for its rule. @returns false when the claim was lost. */
  settle(delivery: Delivery, state: SettledState, outcome: Outcome): Promise<boolean>;
  /** Sending → pending at a later time, and tells the rule's author why. @returns false when the claim was lost. */
  retry(delivery: Delivery, at: string, dueAt: string, error: string): Promise<boolean>;
}
export type SettledState = Exclude<Delivery["state"], "pending" | "sending">;
export type Outcome = { at: string; result?: DeliveryResult; error?: string };

export interface DeliveryQueue {
  /** Wakes the dispatcher. A lost message is made good by the due index. */
  send(keys: readonly string[], lease: Lease): Promise<void>;
}

/** A message with everything decided: addresses have passed the address grammar. */
export type Mail = {
  /** Delivery key: becomes a tag and a header, so that events can be matched to it. */
  key: string;
  to: string[];
  subject: string;
  html: string;
  text: string;
};

export interface Mailer {
  /**
   * @returns the provider's message id.
   * @throws TransientError certainly not sent; PermanentError never will be; anything else: unknown, it may have been.
   */
  send(mail: Mail): Promise<string>;
}

/** A connection as it is configured: which Rules database to follow, and access to its workspace. */
export type Connection = { id: string; rulesReference: string; workspace: Workspace };

/** The id of the connection there is as long as a deployment serves one workspace. */
export const onlyConnection = "default";

/** What a poll works with. */
export interface PollServices {
  clock: Clock;
  log: Log;
  /** Opens a connection; its workspace counts the requests of this one use, and repeats none once `hasTime` is false. */
  connect(connectionId: string, hasTime: () => boolean): Promise<Connection>;
  leases: Leases;
  sources: Sources;
  snapshots: Snapshots;
  rules: Rules;
  outbox: Outbox;
  queue: DeliveryQueue;
}

/** What the dispatcher works with. */
export interface DeliverServices {
  clock: Clock;
  log: Log;
  rules: Rules;
  outbox: Outbox;
  mailer: Mailer;
}
