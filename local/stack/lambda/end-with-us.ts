import { type ChildProcess, spawn } from "node:child_process";

/**
 * Lets a process that stands still end with this one, whatever ends it: it could not notice by itself. The guard's input is a
 * pipe from here, which breaks then. End the guard with SIGKILL when its process has ended.
 */
export function endWithUs(pid: number): ChildProcess {
  const guard = spawn("sh", ["-c", 'cat >/dev/null; kill -9 "$1"', "sh", String(pid)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  guard.stdin?.on("error", () => {});
  return guard;
}
