import type { Clock } from "../../shared/ports.ts";
import type { FaultKind } from "./fault-kinds.ts";
import type { Faults } from "./faults.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** One run of a function: what it does reaches the world through its calls, and each of them may be its last. */
export type Process = {
  readonly name: string;
  readonly clock: Clock;
  /** Makes a call that takes so long and then has its effect. In a process that died it never returns. */
  call<T>(ms: number, effect: () => T | Promise<T>): Promise<T>;
  die(): void;
  isDead(): boolean;
};

/** What may become of a process at each of its calls. */
export type ProcessFaults = { before: FaultKind; after: FaultKind; freezes: FaultKind };

export function startProcess(
  name: string,
  world: { time: VirtualTime; faults: Faults },
  clock: Clock,
  kinds: ProcessFaults,
  onDeath: () => void = () => {},
): Process {
  const { time, faults } = world;
  let dead = false;
  const die = () => {
    if (dead) return;
    dead = true;
    onDeath();
  };
  return {
    name,
    clock,
    die,
    isDead: () => dead,
    async call(ms, effect) {
      if (!dead && faults.strike(kinds.before)) die();
      if (dead) return never();
      await time.sleep(ms);
      if (dead) return never();
      const outcome = await settled(effect);
      if (faults.strike(kinds.after)) die();
      if (faults.strike(kinds.freezes)) await time.sleep(1000 * faults.rng(kinds.freezes).int(20, 400));
      if (dead) return never();
      if ("error" in outcome) throw outcome.error;
      return outcome.value;
    },
  };
}

/** Nobody waits for a dead process; what it waited for is left to the garbage collector. */
export function never<T>(): Promise<T> {
  return new Promise<T>(() => {});
}

async function settled<T>(effect: () => T | Promise<T>): Promise<{ value: T } | { error: unknown }> {
  try {
    return { value: await effect() };
  } catch (error) {
    return { error };
  }
}
