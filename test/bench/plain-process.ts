import type { Clock } from "../../shared/ports.ts";
import type { Process } from "../sim/process.ts";
import type { VirtualTime } from "../sim/virtual-time.ts";

/** A process that nothing ever happens to. */
export function plainProcess(time: VirtualTime, clock: Clock): Process {
  return {
    name: "tool",
    clock,
    die: () => {},
    isDead: () => false,
    async call(ms, effect) {
      await time.sleep(ms);
      return effect();
    },
  };
}
