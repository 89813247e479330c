import type { Block } from "./domain/block.ts";
import type { Brakes } from "./domain/brake.ts";
import type { Cell } from "./domain/cell.ts";
import type { Snapshot } from "./domain/change.ts";
import type { Checkpoint, TitlePart } from "./domain/checkpoint.ts";
import type { Delivery, DeliveryResult } from "./domain/delivery.ts";
import type { OwnWrites } from "./domain/own-write.ts";
import type { Row, SourceSchema, Value } from "./domain/row.ts";
import type { Rule, RuleHead, RuleStats } from "./domain/rule.ts";
import type { SourceState } from "./domain/source-state.ts";
import type { Timer } from "./domain/timer.ts";

export interface Clock {
  now(): Date;
}

/** Structured log: one line an event, fields by an allow-list of ids, counts and reasons; never a cell's content. */
export interface Log {
  info(event: string, fields: Record<string, LogField>): void;
  error(event: string, fields: Record<string, LogField>): void;
}
export type { Cell };
export type LogField = string | number | boolean | undefined | readonly string[];

/**
 * One page of rows. `incomplete`: Notion stopped at its cap of 10,000 and there are more. `unreadable`: how many of the
 * page's rows were left out because they hold nothing to read, when there are any.
 */
export type RowPage = { rows: Row[]; next: string | undefined; incomplete: boolean; unreadable?: number };

/**
 * Which rows, oldest first in the time they are taken by. `from`: the minute of an ISO time, inclusive; `minute`: that
 * minute alone; `part`: only those whose title has and lacks these letters.
 */
export type RowWindow = {
  by: "edited" | "created";
  from: string | undefined;
  minute?: true;
  part?: TitlePart;
};

/** One connection's access to a Notion workspace. Methods throw NotFoundError, PermanentError, TransientError or BudgetError, in words for a person. */
export interface Workspace {
  rows(sourceId: string, window: RowWindow, cursor: string | undefined): Promise<RowPage>;
  /** `undefined` when it is gone or no longer shared. */
  row(rowId: string): Promise<Row | undefined>;
  /** A cell's whole value, of which a row shows only the first 25 references. */
  value(rowId: string, propertyId: string): Promise<Value>;
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

/**
 * What a request is for. Where the budget is short, what comes earlier here goes first: a share of each minute is kept
 * free of what comes later.
 */
export const purposes = ["write", "incremental", "confirm", "sweep", "baseline"] as const;
export type Purpose = (typeof purposes)[number];

/**
 * The requests a connection may make, shared by everything that uses it. Notion counts them in windows of a minute
 * (request limits: 600 a minute on Business and Enterprise, 180 on other plans; answers do not tell which).
 */
export interface Budgets {
  /**
   * Takes up to `wanted` requests out of the present minute, as far as `purpose` may go.
   * @returns how many were granted; with fewer than wanted, when to ask again: ISO, of our clock.
   */
  take(connectionId: string, purpose: Purpose, wanted: number): Promise<{ granted: number; again?: string }>;
  /** Notion asked everybody on this connection to wait. A later wish never shortens an earlier one. */
  pause(connectionId: string, until: string): Promise<void>;
  /** Notion refused although the budget was not used up: what it grants is less than thought. */
  refused(connectionId: string): Promise<void>;
}

/** A poll's right to write. Every write carries `epoch`; taking the lease anew makes older ones worthless. */
export type Lease = { connectionId: string; epoch: number };

export interface Leases {
  /** Takes the lease from whoever has it: the queue lets one poll of a connection run at a time, the epoch makes sure. */
  take(connectionId: string): Promise<Lease>;
}

/** What is known of watched sources. Writes throw FencedError when the lease was taken over. */
export interface Sources {
  state(sourceId: string): Promise<SourceState>;
  saveCheckpoint(lease: Lease, sourceId: string, checkpoint: Checkpoint): Promise<void>;
  /** Forgets how far the source was read: watching it again begins with a baseline. */
  removeCheckpoint(lease: Lease, sourceId: string): Promise<void>;
  schema(sourceId: string): Promise<SourceSchema | undefined>;
  saveSchema(lease: Lease, schema: SourceSchema): Promise<void>;
  /** Replaces them all. Any number of rows. */
  saveCandidates(lease: Lease, sourceId: string, candidates: ReadonlyMap<string, string>): Promise<void>;
  brakes(sourceId: string): Promise<Brakes>;
  saveBrakes(lease: Lease, sourceId: string, brakes: Brakes): Promise<void>;
}

/** The part of a snapshot that tells whether a row changed. */
export type SnapshotMark = Pick<Snapshot, "revision" | "hash" | "isStub" | "removed" | "shown"> & {
  sourceId: string;
  lastEditedTime: string;
};

/** Everything that one event of a row brings about: it is stored together or not at all. */
export type Commit = {
  snapshot: Snapshot;
  deliveries: readonly Delivery[];
  timers?: { set: readonly Timer[]; remove: readonly Timer[] };
};

/**
 * What became of a commit. raced: the row was not at the revision before any more. refused: the row holds more than can be
 * stored, and `problem` says so; that it is there is remembered.
 */
export type CommitResult = { outcome: "committed" | "raced" } | { outcome: "refused"; problem: string };

/** One for each row, whatever source it is in. */
export interface Snapshots {
  marks(rowIds: readonly string[]): Promise<Map<string, SnapshotMark>>;
  load(rowIds: readonly string[]): Promise<Map<string, Snapshot>>;
  /**
   * Ids of the rows that a source was last seen to have, by creation time: from that ISO minute on, until that one
   * (exclusive). Eventually consistent.
   */
  rowIds(sourceId: string, from?: string, until?: string): Promise<string[]>;
  /** Row ids of a source in pages, from the first or after a place that was answered before. */
  walk(sourceId: string, after: string | undefined): Promise<{ rowIds: string[]; after?: string }>;
  /**
   * Each row's snapshot if that row is still at `snapshot.revision - 1`, with its deliveries if their keys are new, and its
   * timers: in one transaction a row; several rows share one where they fit. `brakes` are stored before or with the first.
   * @returns one result for each commit. @throws FencedError when the lease was taken over.
   */
  commit(
    lease: Lease,
    commits: readonly Commit[],
    brakes?: { sourceId: string; brakes: Brakes },
  ): Promise<CommitResult[]>;
}

/** Moments to come. Writes throw FencedError when the lease was taken over. */
export interface Timers {
  /** Those of a source that have come, oldest first. Consistent. */
  due(sourceId: string, now: string, limit: number): Promise<Timer[]>;
  set(lease: Lease, timers: readonly Timer[]): Promise<void>;
  remove(lease: Lease, timers: readonly Timer[]): Promise<void>;
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
  /** The immutable versions that heads point at, of those that are in force; in few requests. */
  loadInForce(heads: readonly RuleHead[]): Promise<Map<string, Rule>>;
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
  /** Writes down how often rules fired since: to be called when a batch is done, so that a batch costs a write a rule. */
  flush(): Promise<void>;
  /** Sending → pending at a later time, with the attempts of `delivery`; tells the rule's author why. @returns false when the claim was lost. */
  retry(delivery: Delivery, at: string, dueAt: string, error: string): Promise<boolean>;
  /** Sending whose outcome stays unknown → pending once more, marked as a possible duplicate. @returns false when it moved on. */
  repeat(delivery: Delivery, dueAt: string): Promise<boolean>;
  /** The provider says that it has sent this: sending, pending again or uncertain → done. @returns false when it was settled otherwise. */
  confirmSent(key: string, at: string, reference: string): Promise<boolean>;
  /** Keys of what waits at a rule's brake, seen until then, oldest first. Eventually consistent: it may name what was decided. */
  held(ruleId: string, limit: number, until?: string): Promise<string[]>;
  /** The dead letters of a connection: failed and uncertain deliveries, newest first. */
  dead(connectionId: string, limit: number): Promise<Delivery[]>;
  /** Held → pending, or, unless `only` held ones are meant, a dead letter, its attempts counted anew. @returns false when it is neither. */
  redrive(key: string, dueAt: string, only?: "held"): Promise<boolean>;
  /** Held, or, unless `only` held ones are meant, a dead letter → cancelled. @returns false when it is neither. */
  discard(key: string, at: string, why: string, only?: "held"): Promise<boolean>;
}
export type SettledState = Exclude<Delivery["state"], "held" | "pending" | "sending">;
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

/**
 * A connection as it is configured: which Rules database to follow, and access to its workspace. What `within` answers is
 * the same access, its requests taken from what the budget leaves to that purpose; `workspace` is for reading increments.
 */
export type Connection = {
  id: string;
  rulesReference: string;
  workspace: Workspace;
  within(purpose: Purpose): Workspace;
};

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
  timers: Timers;
  ownWrites: OwnWrites;
  rules: Rules;
  outbox: Outbox;
  queue: DeliveryQueue;
}

/** What the dispatcher works with. */
export interface DeliverServices {
  clock: Clock;
  log: Log;
  connect(connectionId: string, hasTime: () => boolean): Promise<Pick<Connection, "within">>;
  ownWrites: OwnWrites;
  rules: Rules;
  outbox: Outbox;
  mailer: Mailer;
}

/** The provider's word that it has taken a delivery's message; `at` is its own time, ISO. */
export type SentNotice = { key: string; at: string; reference: string };

/** What hears the mail provider works with. */
export interface MailEventsServices {
  log: Log;
  outbox: Outbox;
  /** What an event tells of a delivery; `ignored` says why it tells none. Never throws, whatever it is given. */
  readEvent(event: unknown): SentNotice | { ignored: string };
}

/** What people work with who decide about deliveries that wait for them. */
export type DeadLetterServices = Pick<
  PollServices,
  "clock" | "leases" | "sources" | "rules" | "outbox" | "queue"
>;
