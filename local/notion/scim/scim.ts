import type { Context, Hono } from "hono";
import type { Workspace } from "../call.ts";
import type { Json } from "../entities.ts";
import { Problem } from "../problem.ts";
import { readJson } from "../read-call.ts";
import { Groups } from "./groups.ts";
import { listResponse } from "./list-response.ts";
import { Members } from "./members.ts";
import { ScimProblem } from "./problem.ts";
import { RESOURCE_TYPES, SERVICE_PROVIDER_CONFIG } from "./service.ts";
import { Users } from "./users.ts";

/** The one token of a workspace; an owner makes it, in Notion's interface. */
export const SCIM_TOKEN = "scim_local";

type Answer = { status?: 200 | 201; json: Json } | { status: 204 };

/** `/scim/v2`: people and groups, for an identity provider. */
export function scim(app: Hono, workspace: Workspace): void {
  const members = new Members(workspace);
  const answered = async (c: Context, answer: (body: Json) => Answer) => {
    try {
      if (/^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1] !== SCIM_TOKEN)
        throw new ScimProblem(401, "The SCIM token is invalid.");
      const body = ["POST", "PUT", "PATCH"].includes(c.req.method) ? await readJson(c) : {};
      const given = workspace.store.write(() => answer(body));
      return "json" in given ? send(given.json, given.status) : new Response(null, { status: 204 });
    } catch (error) {
      if (error instanceof ScimProblem) return send(error.json, error.status);
      if (error instanceof Problem) return send(new ScimProblem(400, error.message).json, 400);
      throw error;
    }
  };
  app.get("/scim/v2/ServiceProviderConfig", () => send(SERVICE_PROVIDER_CONFIG));
  app.get("/scim/v2/ResourceTypes", (c) =>
    answered(c, () => ({ json: listResponse(RESOURCE_TYPES, new URLSearchParams(), workspace) })),
  );
  const resources = { Users: new Users(workspace, members), Groups: new Groups(workspace, members) };
  for (const [name, resource] of Object.entries(resources)) {
    const [all, one] = [`/scim/v2/${name}`, `/scim/v2/${name}/:id`] as const;
    app.get(all, (c) => answered(c, () => ({ json: resource.list(new URL(c.req.url).searchParams) })));
    app.post(all, (c) => answered(c, (body) => ({ status: 201, json: resource.create(body) })));
    app.get(one, (c) => answered(c, () => ({ json: resource.get(c.req.param("id")) })));
    app.put(one, (c) => answered(c, (body) => ({ json: resource.replace(c.req.param("id"), body) })));
    app.patch(one, (c) => answered(c, (body) => ({ json: resource.patch(c.req.param("id"), body) })));
    app.delete(one, (c) =>
      answered(c, () => {
        resource.delete(c.req.param("id"));
        return { status: 204 };
      }),
    );
  }
}

function send(json: Json, status = 200): Response {
  return new Response(JSON.stringify(json), { status, headers: { "content-type": "application/scim+json" } });
}
