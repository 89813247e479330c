import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { asyncInvoker } from "../../local/stack/lambda/async-invoker.ts";
import { type FaultSettings, lambdaFaults } from "../../local/stack/lambda/faults.ts";
import type { FunctionDefinition } from "../../local/stack/lambda/function-definition.ts";
import { type AFunction, aFunction } from "./a-function.ts";

const running: AFunction[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
});

const made = (
  code: string,
  definition: Partial<FunctionDefinition> = {},
  faults: Partial<FaultSettings> = {},
) => {
  const one = aFunction(code, definition, faults);
  running.push(one);
  return one;
};

const counting = "let runs = 0; exports.handler = async () => ({ runs: ++runs, pid: process.pid });";
type Counted = { runs: number; pid: number };
const countedBy = async (one: AFunction) => {
  const outcome = await one.invoke({});
  if (outcome.failure) throw new Error(outcome.failure.errorMessage);
  return outcome.payload as Counted;
};

describe("a function", () => {
  it("gets its event, a context of Lambda's, and only what its environment holds", async () => {
    const one = made(`exports.handler = async (event, context) => ({
      event, name: context.functionName, memory: context.memoryLimitInMB, left: context.getRemainingTimeInMillis(),
      greeting: process.env.GREETING, home: process.env.HOME ?? null, done: typeof context.done });`);
    const outcome = await one.invoke({ a: 1 });
    expect(outcome).toMatchObject({
      payload: {
        event: { a: 1 },
        name: "small",
        memory: "256",
        greeting: "hello",
        home: null,
        done: "undefined",
      },
    });
    const { left } = (outcome as { payload: { left: number } }).payload;
    expect(left).toBeGreaterThan(1_000);
    expect(left).toBeLessThanOrEqual(20_000);
  });

  it("keeps its process for the next event, and has another for one that comes meanwhile", async () => {
    const one = made(
      "let runs = 0; exports.handler = async () => { await new Promise((go) => setTimeout(go, 300)); return { runs: ++runs, pid: process.pid }; };",
    );
    const [first, second] = await Promise.all([countedBy(one), countedBy(one)]);
    expect(first.pid).not.toBe(second.pid);
    expect(await countedBy(one)).toMatchObject({ runs: 2 });
    expect(one.report()).toMatchObject({ runs: 3, coldStarts: 2, failures: 0 });
  });

  it("is ended at its timeout, and starts anew with the next event", async () => {
    const one = made(
      "let runs = 0; exports.handler = async ({ hang }) => { runs++; if (hang) for (;;); return { runs, pid: process.pid }; };",
      { timeoutSeconds: 1 },
    );
    expect(await one.invoke({ hang: true })).toEqual({
      failure: { errorType: "Sandbox.Timedout", errorMessage: "Task timed out after 1.00 seconds" },
    });
    expect(await one.invoke({})).toMatchObject({ payload: { runs: 1 } });
    expect(one.report()).toMatchObject({ timeouts: 1, coldStarts: 2 });
  });

  it.each([
    ["objects", "const kept = []; for (;;) kept.push(new Array(1e5).fill({}));"],
    [
      "buffers",
      "const kept = []; for (;;) { kept.push(Buffer.alloc(2e7, 1)); await new Promise((go) => setTimeout(go, 5)); }",
    ],
  ])("is ended when its %s are more than its memory", async (_what, body) => {
    const one = made(`exports.handler = async () => { ${body} };`, { memoryMb: 128 });
    expect(await one.invoke({})).toMatchObject({ failure: { errorType: "Runtime.OutOfMemory" } });
    expect(one.failures).toEqual(["Runtime.OutOfMemory"]);
  });

  it("fails with what its handler threw, and goes on", async () => {
    const one = made(
      "let runs = 0; exports.handler = async ({ bad }) => { runs++; if (bad) throw new RangeError('too far'); return { runs }; };",
    );
    expect(await one.invoke({ bad: true })).toEqual({
      failure: { errorType: "RangeError", errorMessage: "too far" },
    });
    expect(await one.invoke({})).toMatchObject({ payload: { runs: 2 } });
  });

  it("ends by a promise that nobody caught", async () => {
    const one = made("exports.handler = () => new Promise(() => void Promise.reject(new Error('lost')));");
    expect(await one.invoke({})).toMatchObject({
      failure: { errorType: "Runtime.UnhandledPromiseRejection", errorMessage: "lost" },
    });
  });

  it.each([
    ["throws while it loads", "throw new Error('no table');", "Error", "no table"],
    ["exports no handler", "exports.other = 1;", "Runtime.HandlerNotFound", "index.handler"],
    [
      "takes a callback",
      "exports.handler = (event, context, callback) => callback(null, 1);",
      "Runtime.CallbackHandlerDeprecated",
      "async",
    ],
  ])("does not start when its code %s", async (_what, code, errorType, message) => {
    const outcome = await made(code).invoke({});
    expect(outcome).toMatchObject({ isInit: true, failure: { errorType } });
    expect(outcome.failure?.errorMessage).toContain(message);
  });

  it("is throttled when it has all the runs it may have", async () => {
    const one = made("exports.handler = () => new Promise((go) => setTimeout(go, 500));", { concurrency: 1 });
    const first = one.invoke({});
    await expect(one.invoke({})).rejects.toThrow(/Rate Exceeded/);
    await first;
    expect(one.report()).toMatchObject({ runs: 1, throttles: 1 });
  });

  it("stands still between two events when it is to", async () => {
    const one = made(counting, {}, { freeze: true });
    const { pid } = await countedBy(one);
    await expect.poll(() => readFileSync(`/proc/${pid}/status`, "utf8")).toMatch(/State:\s+T/);
    expect(await countedBy(one)).toEqual({ runs: 2, pid });
  });

  it("ends in the midst of a run when it is to", async () => {
    const one = made(
      "exports.handler = () => new Promise(() => setInterval(() => {}, 1000));",
      {},
      { killChance: 1, killWithinMs: 50 },
    );
    expect(await one.invoke({})).toMatchObject({ failure: { errorType: "Runtime.ExitError" } });
  });
});

describe("an asynchronous event", () => {
  const invoke = async (one: AFunction, faults: Partial<FaultSettings>, retries = 2) => {
    const givenUp: unknown[] = [];
    const onGivenUp = async (record: unknown) => void givenUp.push(record);
    const settings = { retries, maxAgeSeconds: 60, firstRetrySeconds: 0.01, onGivenUp };
    const invoker = asyncInvoker(one, settings, lambdaFaults(faults));
    await invoker.take({ mail: 1 });
    return { givenUp };
  };

  it("is run again after an error", async () => {
    const one = made(
      "let runs = 0; exports.handler = async () => { if (++runs < 3) throw new Error('not yet'); };",
    );
    const { givenUp } = await invoke(one, {});
    await expect.poll(() => one.report().runs).toBe(3);
    expect(givenUp).toEqual([]);
  });

  it("goes to its destination when it was given up, with what went wrong", async () => {
    const one = made("exports.handler = async () => { throw new Error('never'); };");
    const { givenUp } = await invoke(one, {}, 1);
    await expect.poll(() => givenUp.length).toBe(1);
    expect(givenUp[0]).toMatchObject({
      requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 2 },
      requestPayload: { mail: 1 },
      responsePayload: { errorMessage: "never" },
    });
  });

  it("comes twice, or never, when it is to", async () => {
    const one = made(counting);
    await invoke(one, { doubleChance: 1 });
    expect(one.report().runs).toBe(2);
    await invoke(one, { dropChance: 1 });
    expect(one.report().runs).toBe(2);
  });
});
