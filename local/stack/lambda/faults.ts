import * as v from "valibot";
import { randomFrom } from "../../random.ts";

const chance = v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0);

const SCHEMA = v.strictObject({
  /** What all chances are drawn from. */
  seed: v.optional(v.pipe(v.number(), v.integer()), 1),
  /** A run is refused as if the function had all the runs it may have. */
  throttleChance: chance,
  /** A process ends in the midst of a run, */
  killChance: chance,
  /** at some moment within so many milliseconds. */
  killWithinMs: v.optional(v.pipe(v.number(), v.minValue(0)), 500),
  /** A process is not used again after its run: the next run is a cold start. */
  recycleChance: chance,
  /** Processes stand still between two runs, as on Lambda. */
  freeze: v.optional(v.boolean(), false),
  /** An asynchronous event is run twice. */
  doubleChance: chance,
  /** An asynchronous event never arrives. */
  dropChance: chance,
});

/** What goes wrong with functions; all off until it is set. */
export type FaultSettings = v.InferOutput<typeof SCHEMA>;

type Chance = {
  [Name in keyof FaultSettings]: Name extends `${string}Chance` ? Name : never;
}[keyof FaultSettings];

export type Faults = {
  settings(): FaultSettings;
  /** Replaces the settings. @throws Error that says what is wrong with them. */
  set(wanted: unknown): void;
  happens(what: Chance): boolean;
  /** Milliseconds until a process that is to end does. */
  killAfterMs(): number;
};

export function lambdaFaults(wanted: unknown = {}): Faults {
  let settings = read(wanted);
  let random = randomFrom(settings.seed);
  return {
    settings: () => settings,
    set: (next) => {
      settings = read(next);
      random = randomFrom(settings.seed);
    },
    happens: (what) => settings[what] > 0 && random() < settings[what],
    killAfterMs: () => random() * settings.killWithinMs,
  };
}

function read(wanted: unknown): FaultSettings {
  const result = v.safeParse(SCHEMA, wanted);
  if (result.success) return result.output;
  const what = result.issues.map((issue) => `${v.getDotPath(issue) ?? "it"}: ${issue.message}`);
  throw new Error(
    `these are no faults of functions (${what.join("; ")}); there are ${Object.keys(SCHEMA.entries).join(", ")}`,
  );
}
