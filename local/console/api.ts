import { Hono } from "hono";
import { explain } from "../../shared/pipeline/judge/explain.ts";
import { onlyConnection } from "../../shared/ports.ts";
import type { NodeEnv } from "../aws/serve-loopback.ts";
import type { ConsoleParts } from "./console-parts.ts";
import { deliveryRoutes } from "./delivery-routes.ts";
import { readHealth } from "./health.ts";
import { inboxRoutes } from "./inbox/inbox-routes.ts";
import { mailRoutes } from "./mail-routes.ts";
import { readStory } from "./read-story.ts";
import { showRules } from "./show-rules.ts";

/** The JSON API that tests and outside tools rely on; docs/local.md is its contract. */
export function apiRoutes(console: ConsoleParts): Hono<NodeEnv> {
  const { clock, parts, story, poller, services } = console;
  const app = new Hono<NodeEnv>();

  app.get("/health", (c) => c.json(readHealth(console)));

  app.post("/poll", async (c) => {
    try {
      return c.json(await poller.pollNow());
    } catch (error) {
      return c.json({ error: (error as Error).message }, 502);
    }
  });

  app.post("/clock", async (c) => {
    if (!("set" in clock)) {
      return c.json({ error: "the clock is the system's; start with ROWBELL_CLOCK=manual to move it" }, 409);
    }
    const body = await c.req.json<{ now?: unknown }>().catch(() => undefined);
    const now = typeof body?.now === "string" ? new Date(body.now) : undefined;
    if (!now || Number.isNaN(now.getTime())) {
      return c.json(
        { error: 'the body must be {"now": "<ISO time>"}, like {"now": "2026-05-03T09:00:00Z"}' },
        400,
      );
    }
    if (now < clock.now()) {
      const error = `the clock stands at ${clock.now().toISOString()} and can't go back: edits would carry times that were read already`;
      return c.json({ error }, 409);
    }
    clock.set(now);
    return c.json({ now: now.toISOString() });
  });

  app.route("/inbox", inboxRoutes(parts.ses));

  app.route("/", deliveryRoutes(console));
  app.route("/", mailRoutes(console));

  app.get("/rules", async (c) =>
    c.json(await showRules(services, onlyConnection, clock.now().toISOString())),
  );

  app.get("/explain", async (c) => {
    const { row, rule } = c.req.query();
    if (!row || !rule) return c.json({ error: "say which: /api/explain?row=<row id>&rule=<rule id>" }, 400);
    const explanation = await explain(services, onlyConnection, dashed(rule), dashed(row));
    if (!explanation)
      return c.json({ error: "there is no such rule, or its database has no such row that was read" }, 404);
    return c.json(explanation);
  });

  app.get("/story", async (c) => c.json(await readStory(story, services, onlyConnection)));

  return app;
}

/** Ids are copied from links without their dashes too. */
function dashed(id: string): string {
  return id
    .replaceAll("-", "")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
    .toLowerCase();
}
