import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import type { NodeEnv } from "./serve-loopback.ts";

/** Headers of one connection, not of what is asked or answered. */
const OF_THE_CONNECTION = new Set(["host", "connection", "keep-alive", "transfer-encoding", "expect"]);

/** Hands every request on to another server, and its answer back without leave for other sites' pages to read it. */
export function forward(url: () => string): Hono<NodeEnv> {
  const agent = new Agent({ keepAlive: true });
  return new Hono<NodeEnv>().all("*", (c) => {
    const { incoming, outgoing } = c.env;
    return new Promise<Response>((resolve, reject) => {
      const { method, headers } = incoming;
      const asked = request(url(), { agent, method, headers: kept(headers) }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, kept(answer.headers));
        answer.pipe(outgoing).on("close", () => resolve(RESPONSE_ALREADY_SENT));
      });
      asked.on("error", reject);
      incoming.pipe(asked);
    });
  });
}

function kept(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const isKept = (name: string) => !OF_THE_CONNECTION.has(name) && !name.startsWith("access-control-");
  return Object.fromEntries(Object.entries(headers).filter(([name]) => isKept(name)));
}
