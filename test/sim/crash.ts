import type { Violation } from "./checker/evidence.ts";
import type { FaultKind } from "./fault-kinds.ts";
import { liveThrough } from "./run-seed.ts";
import type { Script } from "./universe.ts";

const seed = 1;

/** How a process may end at one of its calls. */
const endings: readonly FaultKind[] = [
  "poll dies before a call",
  "poll dies after a call",
  "delivery dies before a call",
  "delivery dies after a call",
  "write arrives after its process died",
];

/** Every point at which a scenario's processes may end, named as its fault is; the scenario itself breaks no promise. */
export async function crashPoints(script: Script): Promise<string[]> {
  const { result } = await liveThrough(seed, "all", script);
  const [first] = result.violations;
  if (first) throw new Error(`it fails without a crash: ${first.invariant}: ${first.what}`);
  return result.injections.flatMap(({ id, kind }) => (endings.includes(kind) ? [id] : []));
}

/** What is wrong when one process of a scenario ends there. */
export async function crashIn(script: Script, point: string): Promise<Violation[]> {
  return (await liveThrough(seed, new Set([point]), script)).result.violations;
}
