import { readFileSync } from "node:fs";
import { expectObject } from "../expect.ts";
import type { Store } from "../store/store.ts";
import type { Knobs } from "./knobs.ts";

/**
 * A seed file: `{knobs?, workspace?}`. The knobs are set at every start; the workspace, a snapshot, is taken only into
 * an empty one. @throws Error naming the file and what is wrong with it
 */
export function sow(file: string, knobs: Knobs, store: Store): void {
  try {
    const seed = expectObject(JSON.parse(readFileSync(file, "utf8")), "seed");
    if (seed.workspace !== undefined && isEmpty(store)) store.import(seed.workspace);
    if (seed.knobs !== undefined) knobs.set(seed.knobs);
  } catch (cause) {
    throw new Error(`cannot read the seed file ${file}: ${(cause as Error).message}`, { cause });
  }
}

function isEmpty(store: Store): boolean {
  return store.all()[Symbol.iterator]().next().done === true;
}
