import { randomUUID } from "node:crypto";
import { type Environment, startEnvironment } from "./environment.ts";
import type { Faults } from "./faults.ts";
import type { FunctionDefinition } from "./function-definition.ts";
import { type Outcome, TooManyRequests } from "./outcome.ts";

/** What a function has done since it was started here. */
type FunctionReport = {
  runs: number;
  failures: number;
  coldStarts: number;
  throttles: number;
  timeouts: number;
  /** Milliseconds of its last cold start. */
  initMs: number;
  /** Those of them that it was on a processor, which says more on a busy machine. */
  initCpuMs: number;
  /** Milliseconds of its last run, without the start. */
  runMs: number;
  /** The most memory that a process of it has had. */
  peakMb: number;
};

export type LambdaFunction = {
  definition: FunctionDefinition;
  /** Runs it once: in a process that is idle, or in a new one. @throws TooManyRequests when it has all it may have. */
  invoke(event: unknown): Promise<Outcome>;
  report(): FunctionReport;
  /** Ends its processes, those that run too. */
  close(): Promise<void>;
};

export type FunctionOptions = {
  definition: FunctionDefinition;
  surroundings: Readonly<Record<string, string>>;
  faults: Faults;
  onLine(line: string): void;
  /** Hears of every run that failed. */
  onFailure(failure: { errorType: string; errorMessage: string }): void;
};

/** A function with its processes. */
export function createFunction(options: FunctionOptions): LambdaFunction {
  const { definition, faults, onFailure } = options;
  const idle: Environment[] = [];
  const all = new Set<Environment>();
  const report: FunctionReport = {
    runs: 0,
    failures: 0,
    coldStarts: 0,
    throttles: 0,
    timeouts: 0,
    initMs: 0,
    initCpuMs: 0,
    runMs: 0,
    peakMb: 0,
  };
  let running = 0;
  let isClosing = false;

  const start = async (): Promise<Environment | Outcome> => {
    report.coldStarts++;
    const environment = await startEnvironment(options);
    all.add(environment);
    if (isClosing) await environment.kill();
    const failure = await environment.ready;
    const { ms, cpuMs } = environment.init();
    report.initMs = ms;
    report.initCpuMs = cpuMs;
    if (!failure) return environment;
    await drop(environment);
    return failure;
  };

  const drop = async (environment: Environment): Promise<void> => {
    report.peakMb = Math.max(report.peakMb, environment.peakMb());
    await environment.kill();
    all.delete(environment);
  };

  const giveBack = async (environment: Environment): Promise<void> => {
    report.peakMb = Math.max(report.peakMb, environment.peakMb());
    if (environment.isDead() || faults.happens("recycleChance")) return drop(environment);
    if (faults.settings().freeze) environment.freeze();
    idle.push(environment);
  };

  const idleOne = (): Environment | undefined => {
    for (;;) {
      const found = idle.pop();
      if (!found?.isDead()) return found;
      all.delete(found);
    }
  };

  const run = async (event: unknown): Promise<Outcome> => {
    const environment = idleOne() ?? (await start());
    if (!("run" in environment)) return environment;
    const doom = faults.happens("killChance")
      ? setTimeout(() => void environment.kill(), faults.killAfterMs())
      : undefined;
    const started = performance.now();
    const outcome = await environment.run(event, randomUUID());
    report.runMs = performance.now() - started;
    clearTimeout(doom);
    await giveBack(environment);
    return outcome;
  };

  return {
    definition,
    report: () => ({ ...report }),
    async invoke(event) {
      if (running >= definition.concurrency || faults.happens("throttleChance")) {
        report.throttles++;
        throw new TooManyRequests(`${definition.logicalId}: Rate Exceeded.`);
      }
      running++;
      report.runs++;
      const outcome = await run(event).finally(() => running--);
      if (outcome.failure && !isClosing) {
        report.failures++;
        if (outcome.failure.errorType === "Sandbox.Timedout") report.timeouts++;
        onFailure(outcome.failure);
      }
      return outcome;
    },
    async close() {
      isClosing = true;
      await Promise.all([...all].map((environment) => environment.kill()));
    },
  };
}
