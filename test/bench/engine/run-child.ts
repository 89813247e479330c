import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Runs one of the scripts beside this one in a process of its own. @returns what it printed as JSON. */
export async function runChild<T>(script: string, ...args: (string | number)[]): Promise<T> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, script), ...args.map(String)]);
  return JSON.parse(stdout) as T;
}
