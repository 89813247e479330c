import { type Brakes, mustStay, withoutQuiet } from "../domain/brake.ts";
import { fits } from "./item-size.ts";
import { jsonItem } from "./json-body.ts";
import { keys } from "./keys.ts";
import type { Item } from "./table.ts";

/**
 * The brakes of a source as one item. It is written with every commit that owes something, so one that is too large would
 * end them all: the samples go first, which only illustrate, then the counts of rules that hold nothing.
 */
export function brakesItem(sourceId: string, brakes: Brakes): Item {
  const itemOf = (some: Brakes) => jsonItem(keys.brakes(sourceId), some);
  const all = withoutQuiet(brakes);
  const item = itemOf(all);
  if (fits([item])) return item;
  const bare = withoutSamples(all);
  const smaller = itemOf(bare);
  if (fits([smaller])) return smaller;
  return itemOf(Object.fromEntries(Object.entries(bare).filter(([, state]) => mustStay(state))));
}

function withoutSamples(brakes: Brakes): Brakes {
  return Object.fromEntries(Object.entries(brakes).map(([id, state]) => [id, { ...state, sample: [] }]));
}
