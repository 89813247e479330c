import type { BrakeState } from "./brake.ts";
import type { Health, RuleHead, RuleStats } from "./rule.ts";
import { type Count, mostCounted } from "./tally.ts";
import type { Told } from "./told.ts";
import { cut } from "./words.ts";

/** Notion's own limit for one text is 2,000; nobody reads a longer answer. */
const longest = 1_200;
const longestTitle = 60;
const mostTitles = 3;
/** Who mends these sees the others next; nobody reads a column of complaints. */
const mostProblems = 3;

/**
 * What waits at a rule's brake, and how its author can answer it: `boxes` says when the row has no Release and Discard to
 * tick, or when both are ticked.
 */
export type Waiting = Pick<BrakeState, "held" | "closed" | "heldBecause" | "sample"> & {
  boxes?: "none" | "both";
};

/** What a rule's row tells its author: whether it works, and one or two plain sentences. */
export function noteOf(
  head: RuleHead,
  stats: RuleStats | undefined,
  waiting?: Waiting,
  { count, warnings = [], answers = [], miss, runs, now }: Told = {},
): { health: Health; note: string } {
  const sentences: string[] = [];
  const problems = head.problems.map(({ column, message }) => `${column}: ${sentence(message)}`);
  if (head.sourceProblem) problems.push(sentence(head.sourceProblem));
  sentences.push(...problems.slice(0, mostProblems), ...others(problems.length - mostProblems));
  if (head.problems.length > 0) sentences.push(...meanwhile(head));
  const held = waiting && heldSentences(waiting, head.state);
  if (held) sentences.push(...held);
  if (problems.length === 0 && !held) sentences.push(doing(head), ...countSentences(count));
  if (problems.length === 0 && !held) sentences.push(...warnings.map(sentence));
  sentences.push(...answers);
  if (runs !== undefined && head.version !== null) sentences.push(sentence(runs));
  if (head.unfollowed) sentences.push(sentence(capital(head.unfollowed)));
  const failure = failureOf(head, stats);
  if (failure) sentences.push(`The newest failure: ${sentence(failure)}`);
  const trouble = troubleOf(head, stats, now);
  if (trouble) sentences.push(trouble);
  if (stats?.suppressed) sentences.push(unsent(stats.suppressed));
  if (head.state === "Dry run" && stats?.lastDryRun && problems.length === 0) {
    sentences.push(`The newest would have been ${sentence(stats.lastDryRun.would)}`);
  }
  const hasFired = stats !== undefined && stats.fired + stats.dryRuns > 0;
  if (miss !== undefined && problems.length === 0 && !held && !hasFired) sentences.push(miss);
  const healthy = problems.length === 0 && !head.unfollowed && !failure && !trouble;
  const health = held ? "Held" : healthy ? "Working" : "Needs attention";
  return { health, note: cut(sentences.join(" "), longest) };
}

function others(count: number): string[] {
  if (count <= 0) return [];
  return [
    count === 1 ? "One more is told once these are mended." : `${count} more are told once these are mended.`,
  ];
}

/** Whom a rule is about now, and for how many of them it could do nothing. */
function countSentences(count: Count | undefined): string[] {
  if (!count) return [];
  const { matches, lacking } = count;
  const isMore = matches > mostCounted;
  const rows = isMore ? `More than ${mostCounted.toLocaleString("en")}` : matches.toLocaleString("en");
  const now =
    matches === 0 ? "No row matches now." : `${rows} ${matches === 1 ? "row matches" : "rows match"} now.`;
  if (!lacking) return [now];
  const isAll = lacking.rows === matches && !isMore;
  const whom = matches === 1 ? "it" : isAll ? "any of them" : `${lacking.rows.toLocaleString("en")} of them`;
  const example = matches === 1 ? "" : `, for example “${lacking.title || "Untitled"}”`;
  return [now, `It could not act on ${whom}${example}: ${sentence(lacking.why)}`];
}

function meanwhile({ version, suspended, style }: RuleHead): string[] {
  if (style) return style.theme ? ["Until this is mended mails look as they did."] : [];
  if (version !== null) return ["Until this is mended the rule goes on as it last was."];
  return suspended === undefined ? [] : ["Nothing fires until then; after that the rule goes on by itself."];
}

/** @returns undefined when nothing waits. */
function heldSentences(waiting: Waiting, state: string): string[] | undefined {
  const { held, closed, heldBecause } = waiting;
  if (held === 0 && !closed) return undefined;
  const [is, them] = held === 1 ? ["waits", "it"] : ["wait", "them"];
  const count = `${held.toLocaleString("en")} ${is}${examples(waiting)}`;
  const because = closed?.because ?? heldBecause;
  const said = because === undefined ? [] : [`Held: ${sentence(because)}`];
  if (held > 0) said.push(`${because === undefined ? "Held: " : ""}${count}.`);
  return [...said, held > 0 ? whatToDo(waiting, them, state) : opening(waiting)];
}

function examples({ held, sample }: Waiting): string {
  if (sample.length === 0) return "";
  const titles = sample.slice(0, mostTitles).map((title) => `“${cut(title, longestTitle) || "Untitled"}”`);
  return `, ${held > titles.length ? "for example " : ""}for ${titles.join(", ")}`;
}

function whatToDo({ boxes }: Waiting, them: string, state: string): string {
  if (boxes === undefined && state === "Dry run")
    return `In a dry run Release sends nothing: choose Live in State first to send ${them}, or tick Discard to drop ${them}.`;
  if (boxes === undefined && state !== "Live")
    return `The rule is off, so nothing is let through: choose Live in State first, then tick Release; or tick Discard to drop ${them}.`;
  switch (boxes) {
    case "both":
      return `Release and Discard are both ticked; leave one: Release to let ${them} through, Discard to drop ${them}.`;
    case "none":
      return `Whoever runs Rowbell can let ${them} through or drop ${them} on its page or command line; so can you, once this database has the checkbox columns Release and Discard.`;
    default:
      return `Tick Release to let ${them} through or Discard to drop ${them}.`;
  }
}

/** Nothing waits, but nothing fires either. */
function opening({ boxes }: Waiting): string {
  return boxes === "none"
    ? "Whoever runs Rowbell can let the rule go on."
    : "Tick Release to let the rule go on.";
}

/** A failure of an older version was answered by the author's edit. */
function failureOf(head: RuleHead, stats: RuleStats | undefined): string | undefined {
  const failure = stats?.lastFailure;
  if (!failure || (head.versionAt !== undefined && failure.at < head.versionAt)) return undefined;
  return failure.reason;
}

/** What mails met after they were sent; for a week, since only a person can tell whether that is over. */
const toldMs = 7 * 24 * 60 * 60_000;

function troubleOf(
  { versionAt = "" }: RuleHead,
  stats: RuleStats | undefined,
  now: string | undefined,
): string | undefined {
  const { lastTrouble: newest, bounced = 0, complained = 0, rejected = 0 } = stats ?? {};
  if (!newest || newest.at < versionAt) return undefined;
  if (now !== undefined && Date.parse(now) - Date.parse(newest.at) > toldMs) return undefined;
  const counted = [
    ...(bounced > 0 ? [`${mails(bounced)} bounced`] : []),
    ...(complained > 0 ? [`${mails(complained)} ${complained === 1 ? "was" : "were"} called spam`] : []),
    ...(rejected > 0 ? [`${mails(rejected)} ${rejected === 1 ? "was" : "were"} rejected`] : []),
  ].join(", ");
  const isOnly = bounced + complained + rejected === 1;
  return `${counted}${isOnly ? "" : "; the newest"}: ${sentence(newest.told)}`;
}

function mails(count: number): string {
  return `${count.toLocaleString("en")} mail${count === 1 ? "" : "s"}`;
}

function unsent(count: number): string {
  return count === 1
    ? "1 mail was not sent, because its recipient wants none or cannot be reached."
    : `${count.toLocaleString("en")} mails were not sent, because their recipients want none or cannot be reached.`;
}

function doing(head: RuleHead): string {
  if (head.style) return sentence(head.summary);
  switch (head.state) {
    case "Live":
      return `Will ${sentence(head.summary)}`;
    case "Dry run":
      return `Dry run, nothing is sent. Would ${sentence(head.summary)}`;
    default:
      return `Off. Would ${sentence(head.summary)}`;
  }
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
