// The entry of a function's process, as Lambda's own is: asks for events, calls the handler, answers. Plain JavaScript, and
// built-ins by getBuiltinModule: neither stripping types nor ES module facades belong to a function's cold start.
const { createRequire } = process.getBuiltinModule("node:module");
const { Agent, request } = process.getBuiltinModule("node:http");
const { join } = process.getBuiltinModule("node:path");

const [host, port] = (process.env.AWS_LAMBDA_RUNTIME_API ?? "").split(":");
const root = process.env.LAMBDA_TASK_ROOT ?? "";
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const fatal = 129;

let current;

for (const [event, errorType] of [
  ["uncaughtException", "Runtime.UncaughtException"],
  ["unhandledRejection", "Runtime.UnhandledPromiseRejection"],
]) {
  process.on(event, async (error) => {
    const path = current ? `invocation/${current}/error` : "init/error";
    await call("POST", path, { ...describe(error), errorType }).catch(() => {});
    process.exit(fatal);
  });
}

const handler = await load().catch(async (error) => {
  await call("POST", "init/error", describe(error));
  process.exit(1);
});
for (;;) {
  // It answers when there is an event. Without one for a day, or when who serves it is gone, the process ends.
  const { headers, body } = await call("GET", "invocation/next").catch(() => process.exit(0));
  const id = String(headers["lambda-runtime-aws-request-id"]);
  current = id;
  process.env._X_AMZN_TRACE_ID = String(headers["lambda-runtime-trace-id"] ?? "");
  try {
    const result = await handler(JSON.parse(body), contextOf(id, headers));
    await call("POST", `invocation/${id}/response`, result ?? null);
  } catch (error) {
    await call("POST", `invocation/${id}/error`, describe(error));
  }
  current = undefined;
}

/** The function that `_HANDLER` names: `file.export`. Node 24's Lambda takes async handlers only: event and context. */
async function load() {
  const name = process.env._HANDLER ?? "";
  const [, file, property] = /^(.+)\.([^.]+)$/.exec(name) ?? [];
  if (!file) throw typed("Runtime.MalformedHandlerName", `the handler "${name}" is not file.export`);
  const found = createRequire(join(root, "index.js"))(join(root, file));
  const loaded = found[property] ?? found.default?.[property];
  if (typeof loaded !== "function")
    throw typed("Runtime.HandlerNotFound", `${name} is undefined or not exported`);
  if (loaded.length > 2)
    throw typed(
      "Runtime.CallbackHandlerDeprecated",
      `${name} takes a callback, which Lambda's Node 24 calls no more: make it async`,
    );
  return loaded;
}

function contextOf(awsRequestId, headers) {
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    awsRequestId,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

function typed(name, message) {
  return Object.assign(new Error(message), { name });
}

/** An error as Lambda tells it. What is thrown need not be one. */
function describe(error) {
  const isError = error instanceof Error;
  return {
    errorType: isError ? error.name : typeof error,
    errorMessage: isError ? error.message : String(error),
    trace: isError ? String(error.stack).split("\n") : [],
  };
}

/** One call of the Runtime API. The answer to `next` may take as long as there is nothing to do. */
function call(method, path, content) {
  return new Promise((resolve, reject) => {
    const text = content === undefined ? "" : JSON.stringify(content);
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
    const options = { agent, host, port, method, headers, path: `/2018-06-01/runtime/${path}` };
    const asked = request(options, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () =>
        resolve({ headers: answer.headers, body: Buffer.concat(chunks).toString("utf8") }),
      );
      answer.on("error", reject);
    });
    asked.on("error", reject);
    asked.end(text);
  });
}
