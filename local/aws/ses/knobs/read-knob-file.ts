import { readFileSync } from "node:fs";
import type { Knobs } from "./knobs.ts";

/** Sets the knobs as a JSON file has them: `{"sandbox": true}`. @throws Error naming the file and what is wrong with it. */
export function readKnobFile(file: string, knobs: Knobs): void {
  try {
    knobs.set(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new Error(`cannot read the knob file ${file}: ${(cause as Error).message}`, { cause });
  }
}
