import type { Brakes } from "./brake.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { SourceSchema } from "./row.ts";
import type { Tally } from "./tally.ts";

/** All that is remembered of a source. `candidates`: changes that one poll saw and a second has to agree with, content hash by row id. */
export type SourceState = {
  checkpoint: Checkpoint | undefined;
  schema: SourceSchema | undefined;
  candidates: Map<string, string>;
  brakes: Brakes;
  tally: Tally | undefined;
};
