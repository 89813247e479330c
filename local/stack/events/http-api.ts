import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import { type LoopbackServer, type NodeEnv, serveLoopback } from "../../aws/serve-loopback.ts";
import type { Outcome } from "../lambda/outcome.ts";
import { TooManyRequests } from "../lambda/outcome.ts";
import type { RouteDefinition } from "../template/routes-of.ts";

export type HttpApiOptions = {
  port: number;
  /** Read with the first request: the functions may start after it. */
  routes: () => readonly RouteDefinition[];
  invoke(functionArn: string, event: unknown): Promise<Outcome>;
};

/** An HTTP API of API Gateway: its routes, and functions behind them by payload format 2.0. */
export function startHttpApi({ port, routes, invoke }: HttpApiOptions): Promise<LoopbackServer> {
  const app = new Hono<NodeEnv>().all("*", async (c) => {
    const { method, path } = c.req;
    const found = routes().flatMap((route) => {
      const parameters =
        route.method === method || route.method === "ANY" ? matchPath(route.path, path) : undefined;
      return parameters ? [{ route, parameters }] : [];
    })[0];
    if (!found) return c.json({ message: "Not Found" }, 404);
    const { route, parameters } = found;
    try {
      const { failure, payload } = (await invoke(route.functionArn, await eventOf(c, route, parameters))) as {
        failure?: unknown;
        payload?: unknown;
      };
      return failure ? c.json({ message: "Internal Server Error" }, 500) : answerOf(payload, method);
    } catch (error) {
      if (!(error instanceof TooManyRequests)) throw error;
      return c.json({ message: "Service Unavailable" }, 503);
    }
  });
  return serveLoopback(app, port);
}

/** The parameters of a path that a route matches; its `{name}` is one part. */
function matchPath(route: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [route.split("/"), path.split("/")];
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name !== undefined && value !== "") parameters[name] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return parameters;
}

async function eventOf(c: Context<NodeEnv>, route: RouteDefinition, pathParameters: Record<string, string>) {
  const { method, path } = c.req;
  const text = /^(text\/|application\/(json|xml|javascript))/.test(
    c.req.header("content-type") ?? "text/plain",
  );
  const body = Buffer.from(await c.req.arrayBuffer());
  const routeKey = `${route.method} ${route.path}`;
  return {
    version: "2.0",
    routeKey,
    rawPath: path,
    rawQueryString: new URL(c.req.url).search.slice(1),
    headers: c.req.header(),
    pathParameters,
    requestContext: {
      http: {
        method,
        path,
        protocol: "HTTP/1.1",
        sourceIp: "127.0.0.1",
        userAgent: c.req.header("user-agent") ?? "",
      },
      requestId: randomUUID(),
      routeKey,
      stage: "$default",
      timeEpoch: Date.now(),
    },
    ...(body.length > 0 && { body: body.toString(text ? "utf8" : "base64") }),
    isBase64Encoded: body.length > 0 && !text,
  };
}

type Answer = {
  statusCode?: number;
  headers?: Record<string, unknown>;
  body?: string;
  isBase64Encoded?: boolean;
};

/** Without a status the whole answer is the body, as API Gateway infers it. */
function answerOf(payload: unknown, method: string): Response {
  const isShaped = typeof payload === "object" && payload !== null && "statusCode" in payload;
  const answer: Answer = isShaped
    ? (payload as Answer)
    : { statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(payload) };
  const { statusCode = 200, headers = {}, body = "", isBase64Encoded = false } = answer;
  const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  const texts = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return new Response(method === "HEAD" ? null : bytes, { status: statusCode, headers: texts });
}
