import type { Asked } from "./asked.ts";
import type { Bindings } from "./bindings.ts";
import type { Block } from "./block.ts";
import type { Condition } from "./condition/condition.ts";
import type { Theme } from "./message/theme.ts";
import type { RuleOptions } from "./options.ts";

/** A rule as its author wrote it, read from its row in the Rules database. Texts are as typed. */
export type RuleRow = {
  id: string;
  url: string;
  name: string;
  state: string;
  /** Id of the database or data source that Watch mentions or links to; absent when it names none. */
  watch: string | undefined;
  /** Watch as text, for answers. */
  watchText: string;
  when: string;
  which: string;
  condition: string;
  /** What Then says. */
  action: string;
  to: string;
  subject: string;
  options: string;
  body: Block[];
};

/** One thing that is wrong with a rule: in which of its columns, and what to do, as a plain sentence. */
export type RuleProblem = { column: string; message: string };

/** Either what was read or what is wrong with it. A wrong rule is an answer, not an exception. */
export type Read<T> = { value: T; problems?: undefined } | { problems: RuleProblem[]; value?: undefined };

/** One immutable version of a rule, bound to property ids. `config` and `input` belong to its trigger and action. */
export type Rule = {
  id: string;
  version: number;
  name: string;
  connectionId: string;
  sourceId: string;
  sourceName: string;
  trigger: { type: string; config: unknown };
  condition: Condition | null;
  action: { type: string; input: unknown };
  /** Whether it acts on single rows, or on none: a schedule whose texts name no column. */
  scope: "row" | "once";
  options: RuleOptions;
  /** Property ids that the trigger and the condition look at; `any`: every one of the source. */
  looksAt: string[] | "any";
  /** Property ids the action renders; a delivery keeps just these. */
  renders: { before: string[]; after: string[] };
  /** Property ids that the action sets in the row that fired; absent for an action that leaves rows alone. */
  writes?: string[];
  /** What it does, as a sentence without its full stop. */
  summary: string;
  /** What is odd about it though it works, each a sentence. */
  warnings?: string[];
  /** What the names in its text stood for: as long as nobody edits the text, they go on to. */
  bindings?: Bindings;
  /** Of the text that it was compiled from, as in its head. */
  fingerprint?: string;
};

export type Health = "Working" | "Needs attention" | "Held";

/** Where a rule stands now. `version` is the one in force; null when none is (off, or never understood). */
export type RuleHead = {
  ruleId: string;
  connectionId: string;
  name: string;
  state: string;
  /** The source of the version in force, or that the author means. */
  sourceId: string | null;
  version: number | null;
  /**
   * The version that was in force until something it is bound to was lost: a column, an option, the access. It comes back
   * into force with what was lost, and nothing fires meanwhile.
   */
  suspended?: number;
  /** What it lost is the whole source: so have all rules that watch the same, whether they were looked at since or not. */
  isOutOfReach?: true;
  /** The newest version number ever given, in force or not. */
  newestVersion: number;
  /** What Watch pointed at when `sourceId` was found. */
  watch: string | null;
  /** Hash of everything the author wrote: unchanged, and its columns too, means nothing to do. */
  fingerprint: string;
  /** Hash of the source's schema that it was last compiled against; absent when none was found. */
  schema?: string;
  /** When the page body was last read, of Notion's clock. */
  bodyReadAt: string;
  /** Rowbell wrote into the row since: an edit of the page just before may hide behind that write. */
  wroteSinceRead?: true;
  body: Block[];
  problems: RuleProblem[];
  /** What went wrong with its source in the newest poll. */
  sourceProblem?: string;
  /** What of its source is not followed, single rows or minutes, as long as that holds. */
  unfollowed?: string;
  /** Since when a version is in force, of Notion's clock: what was edited before concerns the rule no more. */
  since?: string;
  /** When the version in force was compiled, of our clock: a failure before it says nothing of it. */
  versionAt?: string;
  /** When a rule with problems was last looked at, of Notion's clock: what it points at may mend without an edit. */
  checkedAt: string;
  /** What its author asked for by ticking a box, as long as that is remembered. */
  asked?: Asked;
  /** It is no rule, but says how mails look; with `theme`, as last understood, where it is the one that counts. */
  style?: { theme?: Theme };
  /** Since when its row is neither listed nor found, of Notion's clock: a second poll must agree before it is removed. */
  missingSince?: string;
  summary: string;
};

/** Kept by the dispatcher. Times are ISO. */
export type RuleStats = {
  fired: number;
  lastFired?: string;
  dryRuns: number;
  failed: number;
  uncertain: number;
  /** Not sent because nobody is left who wants it, or can get it. */
  suppressed?: number;
  /** Mails that bounced, were marked as spam, or were rejected by the provider; and the newest of them, as a sentence. */
  bounced?: number;
  complained?: number;
  rejected?: number;
  lastTrouble?: { at: string; told: string };
  /** Why the newest failure failed, and when; cleared by a later success. */
  lastFailure?: { at: string; reason: string };
  /** What the newest dry run would have done, as a sentence. */
  lastDryRun?: { at: string; would: string };
  /** Which test did not reach its author, and why. */
  lastTest?: { key: string; reason: string };
};
