import type { Hono } from "hono";
import type { Workspace } from "../call.ts";
import { authorizeRoutes } from "./authorize.ts";
import { connectionPage } from "./connections.ts";
import { keepGrants } from "./keep-grants.ts";
import { tokenRoutes } from "./token.ts";

/** Public connections: their registration, the consent page, and their tokens. */
export function oauth(app: Hono, workspace: Workspace): void {
  keepGrants(workspace);
  connectionPage(app, workspace);
  authorizeRoutes(app, workspace);
  tokenRoutes(app, workspace);
}
