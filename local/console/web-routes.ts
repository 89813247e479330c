import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import type { createWebHandler } from "../../functions/web/handler.ts";
import { lambdaContext } from "../aws/lambda-context.ts";
import type { NodeEnv } from "../aws/serve-loopback.ts";

type WebHandler = ReturnType<typeof createWebHandler>;

/** Where links in mails lead: the function behind the HTTP API, given what that would hand it (format 2.0). */
export function webRoutes(handler: WebHandler): Hono<NodeEnv> {
  return new Hono<NodeEnv>().all("/:token", async (c) => {
    const answer = await handler(await eventOf(c), lambdaContext(randomUUID(), "web", 60));
    const headers = Object.entries(answer.headers ?? {}).map(([name, value]) => [name, String(value)]);
    const body = c.req.method === "HEAD" ? null : (answer.body ?? "");
    return new Response(body, { status: answer.statusCode ?? 200, headers: headers as [string, string][] });
  });
}

async function eventOf(c: Context<NodeEnv>): Promise<Parameters<WebHandler>[0]> {
  const { method, path } = c.req;
  const event = {
    version: "2.0",
    rawPath: path,
    headers: c.req.header(),
    requestContext: { http: { method, path } },
    body: Buffer.from(await c.req.arrayBuffer()).toString("base64"),
    isBase64Encoded: true,
  };
  return event as unknown as Parameters<WebHandler>[0];
}
