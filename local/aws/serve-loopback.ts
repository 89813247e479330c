import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { type Context, Hono, type Next } from "hono";

/** What the handlers of an emulator see of Node: `c.env.outgoing` is the answer's socket. */
export type NodeEnv = { Bindings: HttpBindings };

/** A server on the loopback interface. `close` lets requests under way end, for a second. */
export type LoopbackServer = { url: string; close(): Promise<void> };

const CLOSE_GRACE_MS = 1000;

/**
 * Serves `app` on 127.0.0.1 only, to callers that name this machine only.
 * @param port 0 takes a free one; `url` tells which.
 * @throws the socket's own error, with its `code` (EADDRINUSE, EACCES), when the port cannot be had.
 */
export async function serveLoopback(app: Hono<NodeEnv>, port: number): Promise<LoopbackServer> {
  const outer = new Hono<NodeEnv>().use(refuseStrangers).use(async (c, next) => {
    await next();
    // A connection kept alive after the last answer would hold up the close.
    if (!server.listening) c.header("connection", "close");
  });
  const server = createAdaptorServer({ fetch: outer.route("/", app).fetch }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${taken}`, close: () => close(server) };
}

// A page of any web site may send requests to a loopback port: directly (its Origin gives it away), or after pointing a
// name of its own at 127.0.0.1 (the Host gives that away). Neither may read or send this machine's mail.
async function refuseStrangers(c: Context<NodeEnv>, next: Next): Promise<Response | undefined> {
  const origin = c.req.header("origin");
  const host = c.req.header("host");
  if (!isLoopback(`http://${host}`) || (origin !== undefined && !isLoopback(origin))) {
    return c.text("only requests from this machine to localhost or 127.0.0.1 are answered\n", 403);
  }
  await next();
}

function isLoopback(url: string): boolean {
  const host = URL.parse(url)?.hostname;
  return host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host ?? "");
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const force = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await closed;
  clearTimeout(force);
}
