import type { Hono } from "hono";
import type { Workspace } from "../call.ts";
import { Deliveries } from "./deliveries.ts";
import { subscriptionPage } from "./subscription-page.ts";

/** Integration webhooks: the page of subscriptions, and the deliveries to them. */
export function webhooks(app: Hono, workspace: Workspace): void {
  subscriptionPage(app, workspace, new Deliveries(workspace));
}
