import { Hono } from "hono";
import { type LoopbackServer, type NodeEnv, serveLoopback } from "../aws/serve-loopback.ts";
import { apiRoutes } from "./api.ts";
import type { ConsoleParts } from "./console-parts.ts";
import { eventRoutes } from "./events.ts";
import { pageRoutes } from "./page-routes.ts";
import { webRoutes } from "./web-routes.ts";
import { workspaceRoutes } from "./workspace-routes.ts";

/**
 * Serves the page, the JSON API and the way to the embedded workspace, on the loopback interface only. `stack` is what
 * `npm run start:stack` has to tell beside that.
 */
export async function startConsole(console: ConsoleParts, stack?: Hono<NodeEnv>): Promise<LoopbackServer> {
  const app = new Hono<NodeEnv>();
  app.onError((error, c) => c.json({ error: error.message }, 500));
  app.route("/api", apiRoutes(console));
  app.route("/api", eventRoutes(console));
  app.route("/workspace", workspaceRoutes(console.parts));
  if (console.onWeb) app.route("/u", webRoutes(console.onWeb));
  if (stack) app.route("/api/stack", stack);
  app.route("/", pageRoutes(console));
  app.notFound((c) =>
    c.json({ error: `there is nothing at ${c.req.path}; docs/local.md lists what there is` }, 404),
  );
  return serveLoopback(app, console.settings.ports.page);
}
