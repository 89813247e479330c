import { type Context, Hono } from "hono";
import type { NodeEnv } from "../aws/serve-loopback.ts";
import type { Parts } from "../parts.ts";

/** Names the person who acts, by user id; without it the first one does. */
const userHeader = "rowbell-user";
/** What uploads and texts come in; everything else of a request is the proxy's. */
const methods = ["GET", "POST", "PATCH", "PUT", "DELETE"];
const passed = ["content-type", "accept"];

/**
 * `/workspace/v1/…`: Notion's API of the embedded workspace, as one of the people at the page; `/workspace/_app/…`: what
 * only Notion's own page can do.
 */
export function workspaceRoutes({ workspace }: Parts): Hono<NodeEnv> {
  return new Hono<NodeEnv>().on(methods, ["/v1/*", "/_app/*"], async (c) => {
    if (!workspace) return c.json({ error: "another Notion is watched; edit it there" }, 404);
    const token = tokenOf(workspace.personTokens, c.req.header(userHeader));
    if (!token) return c.json({ error: `nobody of the workspace has the id in ${userHeader}` }, 400);
    const { pathname, search } = new URL(c.req.url);
    const body = c.req.method === "GET" ? undefined : Buffer.from(await c.req.arrayBuffer());
    const answer = await fetch(`${workspace.url}${pathname.replace(/^\/workspace/, "")}${search}`, {
      method: c.req.method,
      headers: {
        ...passedHeaders(c),
        authorization: `Bearer ${token}`,
        "notion-version": "2026-03-11",
      },
      ...(body?.length ? { body } : {}),
    });
    return c.body(await answer.arrayBuffer(), answer.status as 200, {
      "content-type": answer.headers.get("content-type") ?? "application/json",
    });
  });
}

function tokenOf(tokens: Record<string, string>, personId: string | undefined): string | undefined {
  const entries = Object.entries(tokens);
  const found = personId === undefined ? entries[0] : entries.find(([, id]) => id === personId);
  return found?.[0];
}

function passedHeaders(c: Context): Record<string, string> {
  const has = passed.map((name) => [name, c.req.header(name)] as const);
  return Object.fromEntries(has.filter((pair): pair is [string, string] => pair[1] !== undefined));
}
