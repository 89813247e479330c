import { readFileSync } from "node:fs";

/** Resident memory of a process in MB, now and at most; undefined where it is gone, and where there is no /proc. */
export function processMemory(pid: number): { now: number; peak: number } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]);
    const [now, peak] = [kilobytes("VmRSS") / 1024, kilobytes("VmHWM") / 1024];
    return Number.isNaN(now) || Number.isNaN(peak) ? undefined : { now, peak };
  } catch {
    return undefined;
  }
}
