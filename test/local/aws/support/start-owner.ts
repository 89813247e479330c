import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** A process of its own group that runs a script of this folder, which prints a URL first. */
export async function startOwner(script: string, ...args: readonly (string | number)[]) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const owner: ChildProcessByStdio<null, Readable, null> = spawn(
    process.execPath,
    [path, ...args.map(String)],
    {
      detached: true,
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  onTestFinished(() => {
    owner.kill("SIGKILL");
  });
  const lines = createInterface(owner.stdout)[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => String((await lines.next()).value);
  return { owner, url: await nextLine(), nextLine };
}
