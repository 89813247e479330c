import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { forward } from "./forward.ts";
import { freePort } from "./free-port.ts";
import { serveLoopback } from "./serve-loopback.ts";

export type DynamoDb = { url: string; close(): Promise<void> };

// `cat` ends when the pipe from this process does, whatever ended this process, kill -9 included; then the database is
// told to end too. It runs in a session of its own (detached), so that Ctrl-C in the terminal leaves the order of the
// shutdown to us.
const GUARD = `
  exec 3<&0
  "$@" </dev/null 3<&- &
  database=$!
  { cat <&3 >/dev/null; kill "$database"; } 2>/dev/null &
  exec 3<&-
  wait "$database"`;

const START_MS = 10_000;

/**
 * Starts the embedded DynamoDB on 127.0.0.1. It ends with `close`, or with this process.
 * @param options.port 0 for a free one.
 * @param options.dataFile its SQLite file; the folder is made.
 * @throws Error with `code` EADDRINUSE; Error in plain words for a missing binary or a file it cannot use.
 */
export async function startDynamoDb(options: { port: number; dataFile: string }): Promise<DynamoDb> {
  const binary = findBinary();
  // The database allows any web page and any host name. So it listens on a port that nobody knows, and what listens on
  // the known one forwards only what comes from this machine by its own name.
  let databaseUrl = "";
  const door = await serveLoopback(
    forward(() => databaseUrl),
    options.port,
  );
  const port = await freePort();
  databaseUrl = `http://127.0.0.1:${port}`;
  mkdirSync(dirname(options.dataFile), { recursive: true });
  const args = ["serve", "--host", "127.0.0.1", "--port", String(port), "--db-path", options.dataFile];
  const child = spawn("sh", ["-c", GUARD, "sh", binary, ...args], {
    detached: true,
    stdio: ["pipe", "ignore", "pipe"],
  });
  // The pipe breaks when the database ends first; the exit says so better.
  child.stdin.on("error", () => {});
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  const exited = once(child, "exit");
  try {
    await untilAnswering(databaseUrl, child);
  } catch (error) {
    await Promise.all([door.close(), end(child, exited)]);
    throw explain(error, options.dataFile, port, complaint.trim());
  }
  return {
    url: door.url,
    async close() {
      await door.close();
      await end(child, exited);
    },
  };
}

/** @throws Error when the binary for this platform is not installed. */
function findBinary(): string {
  try {
    const manifest = createRequire(import.meta.url).resolve("@dynoxide/linux-x64/package.json");
    return join(dirname(manifest), "dynoxide");
  } catch (error) {
    throw new Error(
      `the embedded DynamoDB runs on Linux x64 only; start one yourself (for example DynamoDB Local) and set AWS_ENDPOINT_URL_DYNAMODB=http://…`,
      { cause: error },
    );
  }
}

async function untilAnswering(url: string, child: ChildProcess): Promise<void> {
  const signal = AbortSignal.timeout(START_MS);
  while (child.exitCode === null && child.signalCode === null) {
    if (signal.aborted) throw new Error(`no answer within ${START_MS / 1000} seconds`);
    if (await answers(url, signal)) return;
    await sleep(5);
  }
  throw new Error(`it ended with ${child.signalCode ?? child.exitCode}`);
}

/** Did it list its tables, so that its file is readable too? */
async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": "DynamoDB_20120810.ListTables",
    // Any credentials and any date do, none do not.
    authorization:
      "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    "x-amz-date": "20260101T000000Z",
  };
  const answer = await fetch(url, { method: "POST", headers, body: "{}", signal }).catch(() => undefined);
  if (answer && !answer.ok) throw new Error(await answer.text());
  return answer?.ok ?? false;
}

async function end(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  child.stdin?.end();
  await exited;
}

function explain(cause: unknown, dataFile: string, port: number, complaint: string): Error {
  if (/already in use/.test(complaint)) {
    return Object.assign(new Error(`listen EADDRINUSE: address already in use 127.0.0.1:${port}`), {
      code: "EADDRINUSE",
    });
  }
  const reason = complaint.startsWith("error:") ? complaint : (cause as Error).message;
  return new Error(
    `the embedded DynamoDB did not start on the data file ${dataFile} (${reason}); if the file is damaged, move it away to start over, or restore it from a copy`,
    { cause },
  );
}
