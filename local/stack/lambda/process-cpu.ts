import { readdirSync, readFileSync } from "node:fs";

/** Milliseconds that a process has spent on a processor, in all of its threads; undefined where there is no /proc. */
export function processCpuMs(pid: number): number | undefined {
  try {
    const nanoseconds = readdirSync(`/proc/${pid}/task`).map((thread) =>
      Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]),
    );
    return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6;
  } catch {
    return undefined;
  }
}
