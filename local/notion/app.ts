import { type Context, Hono, type Next } from "hono";
import type { Call, Route, Workspace } from "./call.ts";
import type { EmulatedUser, Json } from "./entities.ts";
import { isObject } from "./expect.ts";
import { Faults } from "./faults.ts";
import { invalid, Problem } from "./problem.ts";
import { blockRoutes } from "./routes/blocks.ts";
import { dataSourceRoutes } from "./routes/data-sources.ts";
import { databaseRoutes } from "./routes/databases.ts";
import { pageRoutes } from "./routes/pages.ts";
import { propertyItemRoutes } from "./routes/property-items.ts";
import { searchRoutes } from "./routes/search.ts";
import { userRoutes } from "./routes/users.ts";

/** Everything the API answers. */
const ROUTES: Route[] = [
  ...userRoutes,
  ...databaseRoutes,
  ...dataSourceRoutes,
  ...pageRoutes,
  ...propertyItemRoutes,
  ...blockRoutes,
  ...searchRoutes,
];

const VERSIONS = ["2025-09-03", "2026-03-11"];
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

export type Surroundings = {
  workspace: Workspace;
  /** Bearer token → user. */
  actors: ReadonlyMap<string, EmulatedUser>;
  onRequest(): void;
};

/** The HTTP side of the emulator: who may ask, in which version, and how answers and errors are dressed. */
export function createApp(surroundings: Surroundings): Hono {
  const { workspace, onRequest } = surroundings;
  const app = new Hono();
  const faults = new Faults();
  app.use(refuseOtherHosts);
  app.use("/v1/*", async (c, next) => {
    onRequest();
    const fault = faults.next(c.req.path);
    if (!fault) return next();
    const { retryAfter } = fault;
    return refuse(
      workspace,
      fault.problem,
      retryAfter === undefined ? {} : { "retry-after": String(retryAfter) },
    );
  });
  app.post("/_admin/fail", async (c) => {
    // JSON only: a form of another site's page could send any other type without asking first.
    if (!c.req.header("content-type")?.startsWith("application/json"))
      throw invalid("Send application/json.");
    faults.set(await readBody(c));
    return c.json({ ok: true });
  });
  for (const route of ROUTES) {
    app.on(route.method, route.path, async (c) => {
      const call = await readCall(c, surroundings);
      const body = workspace.store.write(() => route.answer(call));
      return respond(workspace, 200, body);
    });
  }
  app.notFound(() => refuse(workspace, new Problem(400, "invalid_request_url", "Invalid request URL.")));
  app.onError((error) => {
    if (error instanceof Problem) return refuse(workspace, error);
    console.error("notion emulator:", error);
    return refuse(workspace, new Problem(500, "internal_server_error", "Unexpected error occurred."));
  });
  return app;
}

/** A page on the web whose name resolves to this machine must not read the workspace (DNS rebinding). */
async function refuseOtherHosts(c: Context, next: Next): Promise<Response | undefined> {
  if (!LOOPBACK.test(c.req.header("host") ?? "")) {
    return c.text("This address answers only to 127.0.0.1 and localhost.", 403);
  }
  await next();
  return undefined;
}

async function readCall(c: Context, { workspace, actors }: Surroundings): Promise<Call> {
  const actor = authenticate(c, actors);
  const legacy = versionOf(c) !== "2026-03-11";
  const body = c.req.method === "GET" || c.req.method === "DELETE" ? {} : await readBody(c);
  const query = new URL(c.req.url).searchParams;
  return { workspace, actor, legacy, params: c.req.param(), query, body };
}

function respond(
  { ids, clock }: Workspace,
  status: number,
  body: Json,
  headers: Record<string, string> = {},
): Response {
  const requestId = ids.uuid();
  return new Response(JSON.stringify({ ...body, request_id: requestId }), {
    status,
    headers: {
      "content-type": "application/json; charset=utf-8",
      // Readers tell the time by this header, so it follows the workspace's clock and not the machine's.
      date: clock.now().toUTCString(),
      "x-notion-request-id": requestId,
      ...headers,
    },
  });
}

function refuse(workspace: Workspace, problem: Problem, headers?: Record<string, string>): Response {
  return respond(workspace, problem.status, errorBody(problem), headers);
}

function errorBody({ status, code, message, additionalData }: Problem): Json {
  const additional = additionalData && { additional_data: additionalData };
  return { object: "error", status, code, message, ...additional };
}

function authenticate(c: Context, actors: ReadonlyMap<string, EmulatedUser>): EmulatedUser {
  const token = /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  const actor = actors.get(token ?? "");
  if (!actor) throw new Problem(401, "unauthorized", "API token is invalid.");
  return actor;
}

function versionOf(c: Context): string {
  const version = c.req.header("notion-version");
  const where = "Notion-Version header failed validation: Notion-Version header should be";
  if (version === undefined) {
    throw new Problem(400, "missing_version", `${where} defined, instead was \`undefined\`.`);
  }
  if (VERSIONS.includes(version)) return version;
  throw invalid(
    `${where} ${VERSIONS.map((one) => `\`"${one}"\``).join(" or ")}, instead was \`"${version}"\`.`,
  );
}

/** No body means no arguments. */
async function readBody(c: Context): Promise<Json> {
  const text = await c.req.text();
  if (text === "") return {};
  try {
    const body: unknown = JSON.parse(text);
    if (isObject(body)) return body;
  } catch {
    // Told below, as for JSON that is no object.
  }
  throw new Problem(400, "invalid_json", "Error parsing JSON body.");
}
