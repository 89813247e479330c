import type { Hono } from "hono";
import { Reply, type Workspace } from "../call.ts";
import { readCall } from "../read-call.ts";
import { respond } from "../respond.ts";
import { PastSchemas } from "./past-schemas.ts";
import { takeBack } from "./take-back.ts";

/** `POST /_app/take-back`: what Notion's own application can do and its API cannot. */
export function undo(app: Hono, workspace: Workspace): void {
  const past = new PastSchemas(workspace.store);
  app.post("/_app/take-back", async (c) => {
    const call = await readCall(c, workspace, () => true);
    return respond(workspace, new Reply(workspace.store.write(() => takeBack(call, past))));
  });
}
