import type { Checkpoint, Watching } from "../domain/checkpoint.ts";
import { fits } from "./item-size.ts";
import { jsonItem, jsonOf } from "./json-body.ts";
import { keys } from "./keys.ts";
import type { Item } from "./table.ts";

/**
 * A checkpoint that is too large would stop its source at the same place for ever. What a sweep keeps of the minute it is in
 * is the part that can be done without: that minute is then not compared, until the next sweep.
 */
export function checkpointItem(sourceId: string, checkpoint: Checkpoint): Item {
  const item = jsonItem(keys.checkpoint(sourceId), checkpoint);
  if (fits([item]) || checkpoint.phase === "baseline" || !checkpoint.sweep.at) return item;
  const at = { ...checkpoint.sweep.at, open: [], blind: true as const };
  return jsonItem(keys.checkpoint(sourceId), { ...checkpoint, sweep: { ...checkpoint.sweep, at } });
}

/**
 * The checkpoint that was stored. One of before there were sweeps is none: its snapshots lay elsewhere and are not read any
 * more, so the source begins with a baseline, which fires nothing.
 */
export function checkpointIn(item: Item | undefined): Checkpoint | undefined {
  const stored = jsonOf<Checkpoint>(item);
  const hasSweep =
    stored?.phase === "baseline" || (stored as Partial<Watching> | undefined)?.sweep !== undefined;
  return hasSweep ? stored : undefined;
}
