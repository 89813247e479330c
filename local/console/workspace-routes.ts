import { Hono } from "hono";
import type { NodeEnv } from "../aws/serve-loopback.ts";
import type { Parts } from "../parts.ts";

/** `/workspace/v1/…`: Notion's API of the embedded workspace, as the person who sits at the page. */
export function workspaceRoutes({ workspace }: Parts): Hono<NodeEnv> {
  return new Hono<NodeEnv>().all("/v1/*", async (c) => {
    if (!workspace) return c.json({ error: "another Notion is watched; edit it there" }, 404);
    const { pathname, search } = new URL(c.req.url);
    const body = c.req.method === "GET" ? undefined : await c.req.text();
    const answer = await fetch(`${workspace.url}${pathname.replace(/^\/workspace/, "")}${search}`, {
      method: c.req.method,
      headers: {
        authorization: `Bearer ${workspace.personToken}`,
        "notion-version": "2026-03-11",
        ...(body ? { "content-type": "application/json" } : {}),
      },
      ...(body ? { body } : {}),
    });
    return c.body(await answer.text(), answer.status as 200, { "content-type": "application/json" });
  });
}
