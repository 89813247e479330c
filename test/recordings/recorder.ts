import type { Json } from "../../shared/adapters/notion/json.ts";
import type { Replay } from "./replay.ts";
import type { Tally } from "./tally.ts";

/** What the checks share. */
export type Recorder = {
  replay: Replay;
  tally: Tally;
  /** Blocks inside blocks, by `idKey` of the outer one, where some recording lists them. */
  children: ReadonlyMap<string, readonly Json[]>;
};
