import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const main = join(import.meta.dirname, "../../local/main.ts");

/** `npm start` as a process of its own, looked at only from outside. */
export type LocalRowbell = {
  url: string;
  pid: number;
  port: number;
  dataFolder: string;
  output(): string;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  patch<T>(path: string, body: unknown): Promise<T>;
  /** Ends it as the power would. */
  kill(): Promise<void>;
  /** Ends it as Ctrl-C does. @returns its exit code. */
  stop(): Promise<number | null>;
};

/** Starts on a free block of ports and waits until it answers. @throws Error with its output when it ends instead. */
export async function startLocal(env: Record<string, string> = {}): Promise<LocalRowbell> {
  const port = Number(env.ROWBELL_PORT ?? (await freePorts(6)));
  const dataFolder = env.ROWBELL_DATA ?? newFolder();
  const { child, output } = spawnMain({
    ROWBELL_POLL_SECONDS: "0",
    ...env,
    ROWBELL_PORT: String(port),
    ROWBELL_DATA: dataFolder,
  });
  const url = `http://127.0.0.1:${port}`;
  await answering(url, child, output);
  const request = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const headers = body === undefined ? {} : { "content-type": "application/json" };
    const answer = await fetch(url + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as T;
  };
  return {
    url,
    pid: child.pid ?? 0,
    port,
    dataFolder,
    output,
    get: (path) => request("GET", path),
    post: (path, body) => request("POST", path, body),
    patch: (path, body) => request("PATCH", path, body),
    kill: () => end(child, "SIGKILL").then(() => undefined),
    stop: () => end(child, "SIGINT"),
  };
}

/** Runs it until it ends by itself, for starts that must fail. `args` are node's, when it is another copy of the project. */
export async function runToItsEnd(
  env: Record<string, string>,
  args?: string[],
): Promise<{ code: number | null; output: string }> {
  const own = { ROWBELL_PORT: String(await freePorts(6)), ROWBELL_DATA: newFolder() };
  const { child, output } = spawnMain({ ...own, ...env }, args);
  const code = await exitOf(child);
  return { code, output: output() };
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "rowbell-test-"));
}

/** The first of so many free ports in a row. */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    // Below 32,768, where Linux takes the ports of outgoing connections from: one of those may come at any moment.
    const first = 12_000 + Math.floor(Math.random() * 20_000);
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isFree(first + index)));
    if (free.every(Boolean)) return first;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

function spawnMain(env: Record<string, string>, args = [main]): { child: ChildProcess; output(): string } {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, args, {
    // Nothing of the machine's own AWS or Notion settings.
    env: { ...(PATH ? { PATH } : {}), ...(HOME ? { HOME } : {}), ...(TMPDIR ? { TMPDIR } : {}), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
  return { child, output: () => output };
}

async function answering(url: string, child: ChildProcess, output: () => string): Promise<void> {
  while (child.exitCode === null) {
    if (
      await fetch(`${url}/api/health`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return;
    await delay(30);
  }
  throw new Error(`Rowbell ended with ${child.exitCode}:\n${output()}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill(signal);
  return exitOf(child);
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
}
