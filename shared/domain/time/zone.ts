import { Offsets } from "./offsets.ts";

// Instants are milliseconds since 1970 in UTC. A wall time is what the clocks of a zone show, written as the milliseconds
// at which a clock in UTC shows the same.

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Further than any zone ever was from UTC. */
const furthestMs = 16 * hourMs;

const zones = new Map<string, Offsets>();

/** What the clocks of a zone show at an instant. @throws RangeError for an unknown zone. */
export function wallAt(instant: number, timeZone: string): number {
  return instant + offsetsOf(timeZone).at(instant);
}

/**
 * The instant at which the clocks of a zone show a time: the first one where they show it twice, and where they jump over
 * it the instant of that jump.
 */
export function instantAt(wall: number, timeZone: string): number {
  const offsets = offsetsOf(timeZone);
  const before = offsets.at(wall - furthestMs);
  const after = offsets.at(wall + furthestMs);
  if (before === after || offsets.at(wall - before) === before) return wall - before;
  if (offsets.at(wall - after) === after) return wall - after;
  return offsets.changeIn(wall - after, wall - before) ?? wall - after;
}

/**
 * The midnight, as a wall time, of the day that an instant belongs to. A day that has begun goes on even where the clocks
 * are then set back over midnight (00:01 became 23:01 in St. John's until 2011): no day ever comes twice.
 */
export function dayAt(instant: number, timeZone: string): number {
  const wall = wallAt(instant, timeZone);
  const day = wall - (((wall % dayMs) + dayMs) % dayMs);
  return instantAt(day + dayMs, timeZone) <= instant ? day + dayMs : day;
}

function offsetsOf(timeZone: string): Offsets {
  const known = zones.get(timeZone);
  if (known) return known;
  const offsets = new Offsets(timeZone);
  zones.set(timeZone, offsets);
  return offsets;
}
