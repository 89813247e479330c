import type { VirtualTime } from "../../sim/virtual-time.ts";

/** Time that only sleeping moves: for one thing after another, also with neighbours that are real. */
export function manualTime(start: number): VirtualTime {
  let now = start;
  return {
    now: () => now,
    at: () => {
      throw new Error("nothing happens by itself here");
    },
    async sleep(ms) {
      now += ms;
    },
    async run(until) {
      now = Math.max(now, until);
    },
    events: () => 0,
  };
}
