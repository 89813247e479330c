import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One event for the process, with what it is told beside it. */
type RuntimeEvent = { requestId: string; functionArn: string; deadline: number; payload: string };

/** What a function says went wrong, in Lambda's shape. */
type RuntimeFailure = { errorType: string; errorMessage: string };

export type RuntimeApi = {
  /** `127.0.0.1:<port>`, for AWS_LAMBDA_RUNTIME_API. */
  address: string;
  /** Hands over the next event. The process must be ready, or about to be. */
  give(event: RuntimeEvent): void;
  close(): void;
};

/** What the process does. */
type Listener = {
  /** It asks for an event: its start, or its last event, is done. */
  onReady(): void;
  onResponse(requestId: string, payload: string): void;
  onError(requestId: string, failure: RuntimeFailure): void;
  onInitError(failure: RuntimeFailure): void;
};

const prefix = "/2018-06-01/runtime/";

/**
 * Lambda's Runtime API for one process (developer guide, "Using the Lambda runtime API for custom runtimes"), on a port of
 * 127.0.0.1 of its own: clients take a host and a port for its address, and no path.
 */
export async function startRuntimeApi(listener: Listener): Promise<RuntimeApi> {
  let asking: ServerResponse | undefined;
  let waiting: RuntimeEvent | undefined;

  const hand = () => {
    if (!asking || !waiting) return;
    const { requestId, functionArn, deadline, payload } = waiting;
    asking.writeHead(200, {
      "content-type": "application/json",
      "lambda-runtime-aws-request-id": requestId,
      "lambda-runtime-deadline-ms": String(deadline),
      "lambda-runtime-invoked-function-arn": functionArn,
      "lambda-runtime-trace-id": `Root=1-${Math.floor(deadline / 1000).toString(16)}-${requestId.replaceAll("-", "").slice(0, 24)};Sampled=0`,
    });
    asking.end(payload);
    asking = undefined;
    waiting = undefined;
  };

  const server = createServer(async (request, answer) => {
    const path = (request.url ?? "").startsWith(prefix) ? (request.url ?? "").slice(prefix.length) : "";
    const [, requestId = "", what] = /^invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    if (request.method === "GET" && path === "invocation/next") {
      asking = answer;
      listener.onReady();
      return hand();
    }
    const body = await bodyOf(request);
    if (request.method === "POST" && path === "init/error") listener.onInitError(failureIn(body));
    else if (request.method === "POST" && what === "response") listener.onResponse(requestId, body);
    else if (request.method === "POST" && what === "error") listener.onError(requestId, failureIn(body));
    else return void answer.writeHead(404).end();
    answer.writeHead(202, { "content-type": "application/json" }).end('{"status":"OK"}');
  });
  // The answer to `next` comes when there is an event, however long that takes.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    give: (event) => {
      waiting = event;
      hand();
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function failureIn(body: string): RuntimeFailure {
  try {
    const { errorType, errorMessage } = JSON.parse(body);
    return { errorType: String(errorType), errorMessage: String(errorMessage) };
  } catch {
    return { errorType: "Unknown", errorMessage: body };
  }
}
