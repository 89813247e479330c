import type { Brakes } from "../../domain/brake.ts";
import type { Checkpoint, Watching } from "../../domain/checkpoint.ts";
import type { Refusal } from "../../domain/refusal.ts";
import type { RelatedPage, SourceSchema } from "../../domain/row.ts";
import type { Tally } from "../../domain/tally.ts";
import type { Connection, Lease, PollServices } from "../../ports.ts";
import type { RuleSet } from "./evaluate.ts";
import type { Miss } from "./miss.ts";

/** What one poll read of one source. `complete` is false when time or budget ran out: the checkpoint then keeps the place. */
export type CaptureResult = {
  rowsRead: number;
  changes: number;
  /** Keys of deliveries to be woken. */
  deliveries: string[];
  complete: boolean;
  /** What is not followed; the other rows and rules went on. */
  refusals: Refusal[];
};

/** What all sources of one poll share. */
export type Polling = {
  services: PollServices;
  connection: Connection;
  lease: Lease;
  /** When this poll began, of Notion's clock. */
  startedAt: string;
  hasTime(): boolean;
  /** How many changed rows may still be read fresh; what comes after waits for the next poll to agree. */
  confirmsLeft: number;
  /** How many that two polls did not settle may still be asked by their page. */
  doubtsLeft: number;
  /** What this poll knows of pages that rows are related to, by id; null for one that can't be opened. */
  related: Map<string, RelatedPage | null>;
  /** The reading of another source of this poll; undefined for one that no rule watches. */
  readingOf(sourceId: string): Promise<Reading | undefined>;
};

/** What stays the same, and what gathers, while one source is read in one poll. */
export type Reading = Pick<Polling, "services" | "connection" | "lease" | "startedAt" | "hasTime"> & {
  polling: Polling;
  schema: SourceSchema;
  volatile: ReadonlySet<string>;
  rules: RuleSet;
  /** How far the source was read, as the polls before left it. */
  checkpoint: Checkpoint;
  brakes: Brakes;
  /** How many rows match its rules, as the polls before counted them. */
  tally: Tally | undefined;
  /** The newest change of this poll that each rule did not fire for, by rule id. */
  misses: Map<string, Miss>;
  /** How often each rule fired in this poll. */
  fired: Map<string, number>;
  /** What the poll before saw and did not confirm: content hash by row id. */
  before: ReadonlyMap<string, string>;
  /** Rows of which this poll saw how they are, by id: what waited for that and is none of them goes on waiting. */
  looked: Set<string>;
  /** What this poll saw and did not confirm, and the oldest edit minute of it. */
  candidates: Map<string, string>;
  unconfirmed?: string;
  /** Absent until the baseline is complete. */
  watching?: Watching;
  /** Rows that were remembered in this poll, by id: what was told of them before is over. */
  mended: Set<string>;
  /** When the source was last looked at completely. */
  lastStart: string;
  result: CaptureResult;
};

/** The dispatcher runs elsewhere; where its clock is a little behind ours, what is owed now must be due all the same. */
const clockToleranceMs = 10_000;

/** When what is found now was seen, of Notion's clock, and is due, of ours. */
export function momentOf({ services, startedAt }: Polling): { seenAt: string; dueAt: string } {
  const dueAt = new Date(services.clock.now().getTime() - clockToleranceMs).toISOString();
  return { seenAt: startedAt, dueAt };
}
