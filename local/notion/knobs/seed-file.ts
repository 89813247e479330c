import { readFileSync } from "node:fs";
import type { Json } from "../entities.ts";
import { expectKeys, expectObject } from "../expect.ts";
import type { Store } from "../store/store.ts";
import { Knobs } from "./knobs.ts";

/**
 * Takes in a seed file: `{knobs?, workspace?}`. The workspace, a snapshot, is taken only into an empty one.
 * @returns the knobs, to be set at every start. @throws Error naming the file and what is wrong with it
 */
export function sow(file: string, store: Store): Json {
  try {
    const seed = expectObject(JSON.parse(readFileSync(file, "utf8")), "seed");
    expectKeys(seed, ["knobs", "workspace"], "seed");
    const knobs = seed.knobs === undefined ? {} : expectObject(seed.knobs, "seed.knobs");
    new Knobs().set(knobs);
    if (seed.workspace !== undefined && isEmpty(store)) store.import(seed.workspace);
    return knobs;
  } catch (cause) {
    throw new Error(`cannot read the seed file ${file}: ${(cause as Error).message}`, { cause });
  }
}

export function isEmpty(store: Store): boolean {
  return store.all()[Symbol.iterator]().next().done === true;
}
