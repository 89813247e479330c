import type { Hono } from "hono";
import type { Workspace } from "./call.ts";
import { serveFiles } from "./files/serve-files.ts";
import { oauth } from "./oauth/oauth.ts";
import { scim } from "./scim/scim.ts";
import { tasks } from "./tasks/tasks.ts";
import { undo } from "./undo/undo.ts";
import { webhooks } from "./webhooks/webhooks.ts";

/** What the emulator answers beside the API of routes/all.ts: OAuth, SCIM, the page of webhook subscriptions, undo. */
export const FEATURES: readonly ((app: Hono, workspace: Workspace) => void)[] = [
  serveFiles,
  oauth,
  scim,
  tasks,
  webhooks,
  undo,
];
