import { type Context, Hono, type Next } from "hono";
import { Reply, type Route, VERSIONS, type Version, type Workspace } from "./call.ts";
import { expectKeys } from "./expect.ts";
import { FEATURES } from "./features.ts";
import { Trouble } from "./knobs/trouble.ts";
import { Problem } from "./problem.ts";
import { readCall, unknownUrl, unreadable } from "./read-call.ts";
import { refuse, respond } from "./respond.ts";
import { ROUTES } from "./routes/all.ts";

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

export type Surroundings = {
  workspace: Workspace;
  onRequest(): void;
};

/** The HTTP side of the emulator: who may ask, in which version, and how answers and errors are dressed. */
export function createApp({ workspace, onRequest }: Surroundings): Hono {
  const app = new Hono();
  const trouble = new Trouble(workspace);
  app.use(refuseOtherHosts);
  app.use("/v1/*", (_, next) => {
    onRequest();
    return next();
  });
  trouble.install(app);
  for (const feature of FEATURES) feature(app, workspace);
  for (const route of ROUTES) {
    app.on(route.method, route.path, async (c) => {
      const call = await readCall(c, trouble.workspaceFor(c.req.method), (version) => isIn(route, version));
      return respond(
        workspace,
        trouble.write(() => answerOf(route, call)),
      );
    });
  }
  app.notFound(() => refuse(workspace, unknownUrl()));
  app.onError((error) => {
    if (error instanceof Problem) return refuse(workspace, error);
    console.error("notion emulator:", error);
    return refuse(workspace, new Problem(500, "internal_server_error", "Unexpected error occurred."));
  });
  return app;
}

/** The capability is looked at last: who asks for what is not there is told so, whatever they may do. */
function answerOf(route: Route, call: Parameters<Route["answer"]>[0]): Reply {
  if (call.form && !route.takesFile) throw unreadable();
  if (route.body) expectKeys(call.body, route.body, "body");
  const answer = route.answer(call);
  const { capabilities } = call.grant;
  if (route.needs && capabilities && !capabilities.includes(route.needs)) {
    throw new Problem(403, "restricted_resource", "API token does not have access to this resource.");
  }
  return answer instanceof Reply ? answer : new Reply(answer);
}

/** Whether the API of that version has the route. */
export function isIn(
  { since = VERSIONS[0], until = "2026-03-11" }: Pick<Route, "since" | "until">,
  version: Version,
): boolean {
  return since <= version && version <= until;
}

/** A page on the web whose name resolves to this machine must not read the workspace (DNS rebinding). */
async function refuseOtherHosts(c: Context, next: Next): Promise<Response | undefined> {
  if (!LOOPBACK.test(c.req.header("host") ?? "")) {
    return c.text("This address answers only to 127.0.0.1 and localhost.", 403);
  }
  await next();
  return undefined;
}
