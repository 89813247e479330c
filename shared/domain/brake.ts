import { cut } from "./words.ts";

/** How many rows a rule may fire for before it is held; `null` is no limit. */
export type BrakeLimits = { rowsPerPoll: number | null; rowsPerHour: number | null };

/** Rows in one poll, and an hour: more than a person changes by hand, fewer than anybody wants to apologise to. */
export const defaultLimits: BrakeLimits = { rowsPerPoll: 25, rowsPerHour: 200 };

/** What is remembered of one rule's firings. Times are ISO, of Notion's clock. */
export type BrakeState = {
  /** The hour that `fired` counts, `2026-05-04T09`. */
  hour: string;
  fired: number;
  /** Closed by too many rows: everything is held until a person releases or discards it. */
  closed?: { at: string; because: string };
  /** How many deliveries wait at the brake, why the newest of them does, and until when they were seen: it never goes back. */
  held: number;
  heldBecause?: string;
  heldAt?: string;
  /** A few of the rows that wait, by title, for the author to judge by. */
  sample: string[];
  /** The tick that stands in the rule's row was answered: it answers nothing more, until a poll sees the row without it. */
  answered?: true;
  /** A tick is being answered, which takes several polls: of what was held until then, and of nothing that came since. */
  answering?: { answer: HoldAnswer; until: string };
  /** It was opened before the index named all that was held until then; what that names yet gets the same answer. */
  late?: { answer: HoldAnswer; until: string };
};

/** What a person says of everything that waits at a brake. */
export type HoldAnswer = "release" | "discard";

/** The brakes of one source's rules, by rule id; a rule that never fired has none. */
export type Brakes = Record<string, BrakeState>;

/** One firing that comes to the brake: `inPoll` counts the rule's firings of this poll, this one included. */
export type Firing = { at: string; rowTitle: string; inPoll: number };

const mostSamples = 3;
/** Of a title, to know a row by: the brakes of all rules of a source are one item of the table. */
const longestTitle = 60;

/** Lets a firing pass, or closes. Once closed everything is held, so that nothing overtakes what waits. */
export function passBrake(
  before: BrakeState | undefined,
  firing: Firing,
  limits: BrakeLimits,
): { state: BrakeState; isHeld: boolean } {
  const hour = firing.at.slice(0, "2026-05-04T09".length);
  const known = before ?? { hour, fired: 0, held: 0, sample: [] };
  const state: BrakeState = known.hour === hour ? known : { ...known, hour, fired: 0 };
  const because = state.closed?.because ?? reasonToClose(state, firing, limits);
  if (because === undefined) return { state: { ...state, fired: state.fired + 1 }, isHeld: false };
  const closed = state.closed ?? { at: firing.at, because };
  return { state: { ...hold(state, firing, because), closed }, isHeld: true };
}

/** Holds one firing for a reason of its own; the rule goes on. */
export function hold(before: BrakeState | undefined, firing: Firing, because: string): BrakeState {
  const known = before ?? { hour: "", fired: 0, held: 0, sample: [] };
  const sample = known.held === 0 ? [] : known.sample;
  return {
    ...known,
    held: known.held + 1,
    heldBecause: because,
    // A poll may begin earlier by Notion's clock than the one before it: what that one held must stay within.
    heldAt: known.heldAt !== undefined && known.heldAt > firing.at ? known.heldAt : firing.at,
    sample: sample.length < mostSamples ? [...sample, cut(firing.rowTitle, longestTitle)] : sample,
  };
}

/** The brake once the tick in the rule's row has nothing left to answer. */
export function answered(brake: BrakeState | undefined): BrakeState {
  return { ...(brake ?? { hour: "", fired: 0, held: 0, sample: [] }), answered: true };
}

/** A person has released or discarded all that waited; `late` is how what of it comes to light later is answered. */
export function openBrake(before: BrakeState, late = before.late): BrakeState {
  const { hour, answered: isAnswered } = before;
  return {
    hour,
    fired: 0,
    held: 0,
    sample: [],
    ...(isAnswered ? { answered: true } : {}),
    ...(late ? { late } : {}),
  };
}

/** All that waited when a person answered is let through or dropped; what was held since waits for an answer of its own. */
export function keepLater(
  before: BrakeState,
  left: number,
  late: NonNullable<BrakeState["late"]>,
): BrakeState {
  const { answering: _done, closed, ...state } = before;
  const isLater = closed !== undefined && closed.at > late.until;
  return { ...state, ...(isLater ? { closed } : {}), held: left, late };
}

/**
 * The brakes without those that say nothing any more: of rules that hold nothing and last fired in an hour that is over. The
 * newest hour among them is the present one: firings are counted by Notion's clock, and ours may differ from it.
 */
export function withoutQuiet(brakes: Brakes): Brakes {
  const entries = Object.entries(brakes);
  const present = entries
    .map(([, { hour }]) => hour)
    .sort()
    .at(-1);
  return Object.fromEntries(entries.filter(([, state]) => mustStay(state) || state.hour === present));
}

/** Does anything wait at this brake, or will all that comes? */
export function isHolding({ held, closed }: BrakeState): boolean {
  return held > 0 || closed !== undefined;
}

/** Is more known of it than a count: what waits or may come to light, or a tick that was answered? */
export function mustStay(state: BrakeState): boolean {
  return isHolding(state) || state.answered === true || state.late !== undefined;
}

function reasonToClose(state: BrakeState, { inPoll }: Firing, limits: BrakeLimits): string | undefined {
  if (limits.rowsPerPoll !== null && inPoll > limits.rowsPerPoll)
    return `it fired for more than ${limits.rowsPerPoll === 1 ? "one row" : `${limits.rowsPerPoll} rows`} at once`;
  if (limits.rowsPerHour !== null && state.fired >= limits.rowsPerHour)
    return `it fired for ${limits.rowsPerHour} rows within an hour`;
  return undefined;
}
