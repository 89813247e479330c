import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { endWithUs } from "./end-with-us.ts";
import type { FunctionDefinition } from "./function-definition.ts";
import type { Outcome } from "./outcome.ts";
import { processCpuMs } from "./process-cpu.ts";
import { processMemory } from "./process-memory.ts";
import { type RuntimeApi, startRuntimeApi } from "./runtime-api.ts";

/** A process of a function: Lambda's execution environment. It runs one event at a time. */
export type Environment = {
  /** Resolves when it may be given events, or with why it never will be. */
  ready: Promise<Outcome | undefined>;
  /** From its start until it asked for the first event: in milliseconds, and those on a processor. */
  init(): { ms: number; cpuMs: number };
  peakMb(): number;
  /** Runs one event; an environment whose run fails by more than an error of its handler is dead afterwards. */
  run(event: unknown, requestId: string): Promise<Outcome>;
  isDead(): boolean;
  /** Stops its time, as Lambda does between events. */
  freeze(): void;
  kill(): Promise<void>;
};

export type EnvironmentOptions = {
  definition: FunctionDefinition;
  /** What Lambda sets beside the template's variables: credentials, region, endpoints. */
  surroundings: Readonly<Record<string, string>>;
  /** Each line the process writes. */
  onLine(line: string): void;
};

const bootstrap = fileURLToPath(new URL("bootstrap.js", import.meta.url));
/** How long a start may take before Lambda gives it up and lets the first event wait for a second one. */
const initSeconds = 10;
const memoryCheckMs = 50;

/** Starts a process for the function and lets it load its code. */
export async function startEnvironment(options: EnvironmentOptions): Promise<Environment> {
  const { definition, surroundings } = options;
  const started = performance.now();
  let [peakMb, isDead, isFrozen] = [0, false, false];
  let guard: ChildProcess | undefined;
  let init = { ms: 0, cpuMs: 0 };
  let settleInit: (outcome: Outcome | undefined) => void = () => {};
  let settleRun: (outcome: Outcome) => void = () => {};
  let killedBecause: Outcome | undefined;
  let isReady = false;
  const ready = new Promise<Outcome | undefined>((resolve) => {
    settleInit = resolve;
  });
  const api: RuntimeApi = await startRuntimeApi({
    onReady: () => {
      if (isReady) return;
      isReady = true;
      const ms = performance.now() - started;
      init = { ms, cpuMs: processCpuMs(child.pid ?? 0) ?? ms };
      settleInit(undefined);
    },
    onResponse: (_id, payload) => settleRun({ payload: JSON.parse(payload) }),
    onError: (_id, failure) => settleRun({ failure }),
    onInitError: (failure) => settleInit({ failure, isInit: true }),
  });
  const child = spawn(process.execPath, [`--max-old-space-size=${heapMb(definition)}`, bootstrap], {
    cwd: definition.code,
    env: {
      PATH: process.env.PATH ?? "",
      LANG: "en_US.UTF-8",
      TZ: ":UTC",
      ...definition.environment,
      ...surroundings,
      ...reserved(definition),
      AWS_LAMBDA_RUNTIME_API: api.address,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) splitLines(stream, options.onLine);

  const killed = async (because?: Outcome): Promise<void> => {
    killedBecause ??= because;
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await exited;
  };
  const initLimit = setTimeout(
    () => killed(failed("Sandbox.Timedout", `Init phase timed out after ${initSeconds} seconds`)),
    initSeconds * 1000,
  );
  const watch = setInterval(() => {
    const memory = processMemory(child.pid ?? 0);
    peakMb = Math.max(peakMb, memory?.peak ?? 0);
    if (memory && memory.now > definition.memoryMb) {
      const used = `Memory Size: ${definition.memoryMb} MB Max Memory Used: ${Math.ceil(memory.peak)} MB`;
      void killed(failed("Runtime.OutOfMemory", `Runtime exited with error: signal: killed (${used})`));
    }
  }, memoryCheckMs);
  const exited = new Promise<void>((resolve) => {
    child.once("error", () => child.emit("exit", 1, null));
    child.once("exit", (code, signal) => {
      isDead = true;
      guard?.kill("SIGKILL");
      clearInterval(watch);
      clearTimeout(initLimit);
      api.close();
      const outcome = killedBecause ?? exitOf(code, signal);
      settleInit({ isInit: true, ...outcome } as Outcome);
      settleRun(outcome);
      resolve();
    });
  });
  void ready.then(() => clearTimeout(initLimit));

  return {
    ready,
    init: () => init,
    peakMb: () => Math.max(peakMb, processMemory(child.pid ?? 0)?.peak ?? 0),
    isDead: () => isDead,
    freeze: () => {
      if (isDead) return;
      isFrozen = true;
      guard ??= endWithUs(child.pid ?? 0);
      child.kill("SIGSTOP");
    },
    kill: () => killed(),
    async run(event, requestId) {
      if (isDead) return failed("Runtime.ExitError", "the process has ended");
      if (isFrozen) child.kill("SIGCONT");
      isFrozen = false;
      const ended = new Promise<Outcome>((resolve) => {
        settleRun = resolve;
      });
      const seconds = definition.timeoutSeconds;
      const timer = setTimeout(
        () => killed(failed("Sandbox.Timedout", `Task timed out after ${seconds.toFixed(2)} seconds`)),
        seconds * 1000,
      );
      api.give({
        requestId,
        functionArn: definition.arn,
        deadline: Date.now() + seconds * 1000,
        payload: JSON.stringify(event),
      });
      const outcome = await ended;
      clearTimeout(timer);
      peakMb = Math.max(peakMb, processMemory(child.pid ?? 0)?.peak ?? 0);
      return outcome;
    },
  };
}

/** Of a machine as small as that Node takes half for objects (V8, Heap::HeapSizeFromPhysicalMemory, on 64 bits). */
function heapMb({ memoryMb }: FunctionDefinition): number {
  return Math.floor(memoryMb / 2);
}

function reserved({ name, memoryMb, handler, code, logGroup }: FunctionDefinition): Record<string, string> {
  return {
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: randomUUID(),
    LAMBDA_TASK_ROOT: code,
    _HANDLER: handler,
  };
}

function exitOf(code: number | null, signal: NodeJS.Signals | null): Outcome {
  // V8 aborts when its heap is full.
  if (signal === "SIGABRT")
    return failed("Runtime.OutOfMemory", "Runtime exited with error: signal: aborted");
  const how = signal === null ? `exit status ${code}` : `signal: ${signal}`;
  return failed("Runtime.ExitError", `Runtime exited with error: ${how}`);
}

function failed(errorType: string, errorMessage: string): Outcome {
  return { failure: { errorType, errorMessage } };
}

function splitLines(stream: ChildProcess["stdout"], onLine: (line: string) => void): void {
  let rest = "";
  stream?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") onLine(line);
  });
  stream?.on("end", () => {
    if (rest !== "") onLine(rest);
  });
}
