import type { Brakes } from "./domain/brake.ts";
import type { Cell } from "./domain/cell.ts";
import type { Snapshot } from "./domain/change.ts";
import type { Checkpoint } from "./domain/checkpoint.ts";
import type { Delivery } from "./domain/delivery.ts";
import type { MailEvent } from "./domain/mail-event.ts";
import type { OwnWrites } from "./domain/own-write.ts";
import type { RelatedPages } from "./domain/related.ts";
import type { SourceSchema } from "./domain/row.ts";
import type { Rule, RuleHead, RuleStats } from "./domain/rule.ts";
import type { RulesBinding } from "./domain/rules-binding.ts";
import type { SourceState } from "./domain/source-state.ts";
import type { Suppressions } from "./domain/suppression.ts";
import type { Tally } from "./domain/tally.ts";
import type { Timer } from "./domain/timer.ts";
import type { SigningKeys, UnsubscribeLinks } from "./domain/unsubscribe-token.ts";
import type { Lease, Leases } from "./ports/lease.ts";
import type { Lines } from "./ports/lines.ts";
import type { FileStore, Mailer } from "./ports/mail.ts";
import type { MailCounts } from "./ports/mail-counts.ts";
import type { DeliveryQueue, Outbox } from "./ports/outbox.ts";
import type { Workspace } from "./ports/workspace.ts";

export type * from "./ports/lease.ts";
export type * from "./ports/lines.ts";
export type * from "./ports/mail.ts";
export type * from "./ports/mail-counts.ts";
export type * from "./ports/outbox.ts";
export type * from "./ports/workspace.ts";
export type { Cell };

export interface Clock {
  now(): Date;
}

/** Structured log: one line an event, fields by an allow-list of ids, counts and reasons; never a cell's content. */
export interface Log {
  info(event: string, fields: Record<string, LogField>): void;
  error(event: string, fields: Record<string, LogField>): void;
}
export type LogField = string | number | boolean | undefined | readonly string[];

/**
 * What a request is for. Where the budget is short, what comes earlier here goes first: a share of each minute is kept
 * free of what comes later.
 */
export const purposes = ["write", "mail", "incremental", "confirm", "sweep", "baseline", "runs"] as const;
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
  saveTally(lease: Lease, sourceId: string, tally: Tally): Promise<void>;
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
  /**
   * Row ids of a source in pages, from the first, or the newest, on or after a place that was answered before.
   * Eventually consistent.
   */
  walk(
    sourceId: string,
    after: string | undefined,
    newestFirst?: "newest first",
  ): Promise<{ rowIds: string[]; after?: string }>;
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
  relatedPages: RelatedPages;
  rules: Rules;
  outbox: Outbox;
  lines: Lines;
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
  suppressions: Suppressions;
  mailCounts: MailCounts;
  /** Absent where nothing of this deployment answers on the web. */
  unsubscribeLinks?: UnsubscribeLinks;
  fileStore: FileStore;
  mailer: Mailer;
}

/** What hears the mail provider works with. */
export interface MailEventsServices {
  log: Log;
  outbox: Outbox;
  suppressions: Suppressions;
  /** What an event tells of a delivery; `ignored` says why it tells none. Never throws, whatever it is given. */
  readEvent(event: unknown): MailEvent | { ignored: string };
}

/** What people work with who decide about deliveries that wait for them. */
export type DeadLetterServices = Pick<
  PollServices,
  "clock" | "leases" | "sources" | "rules" | "outbox" | "queue"
>;

/** What answers the web works with. */
export interface WebServices {
  clock: Clock;
  log: Log;
  rules: Pick<Rules, "head">;
  suppressions: Suppressions;
  signingKeys(): Promise<SigningKeys>;
}
