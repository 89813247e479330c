import type { Workspace } from "../call.ts";
import type { Json, Subscription } from "../entities.ts";
import { workspaceName } from "../oauth/keep-grants.ts";
import { WORKSPACE_ID } from "../render/user.ts";
import type { Gathered } from "./aggregate.ts";

/** An event as it is sent, but for the number of the attempt. */
export function envelope(gathered: Gathered, subscription: Subscription, workspace: Workspace): Json {
  const { users, store, ids } = workspace;
  const bot = store.get(subscription.botId);
  const owned = bot?.kind === "bot" ? bot : undefined;
  const who = (id: string) => ({ id, type: users.get(id)?.type ?? "person" });
  return {
    id: ids.uuid(),
    timestamp: new Date(gathered.at).toISOString(),
    workspace_id: WORKSPACE_ID,
    workspace_name: workspaceName(users),
    subscription_id: subscription.id,
    integration_id: owned?.parentKey ?? subscription.botId,
    type: gathered.type,
    authors: gathered.authors.map(who),
    // Of public connections only.
    ...(owned && { accessible_by: [who(owned.ownerId), who(owned.id)] }),
    attempt_number: 1,
    api_version: subscription.apiVersion,
    entity: gathered.entity,
    ...(gathered.data && { data: gathered.data }),
  };
}
