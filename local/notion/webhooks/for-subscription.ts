import { sees } from "../access.ts";
import type { Workspace } from "../call.ts";
import type { Subscription } from "../entities.ts";
import { isObject } from "../expect.ts";
import type { Happening } from "./event.ts";
import { parentOf } from "./parent-of.ts";

/** What a subscription is told of a happening, in the words of its version; undefined when nothing. */
export function forSubscription(
  happening: Happening,
  subscription: Subscription,
  workspace: Workspace,
): Happening | undefined {
  const told = subscription.apiVersion === "2022-06-28" ? inOldWords(happening, workspace) : happening;
  if (!told || !subscription.types.includes(told.type)) return undefined;
  return isShared(happening, subscription, workspace) ? told : undefined;
}

/** Before 2025-09-03 there were only databases. */
function inOldWords(happening: Happening, { store }: Workspace): Happening | undefined {
  const { about, type } = happening;
  if (about.kind !== "data_source") return { ...happening, ...withoutDataSource(happening) };
  const database = store.get(about.databaseId);
  if (database?.kind !== "database") return undefined;
  return {
    ...happening,
    type: type.replace("data_source.", "database."),
    entity: { id: database.id, type: "database" },
    data: { ...happening.data, parent: parentOf(database) },
  };
}

function withoutDataSource({ data }: Happening): Pick<Happening, "data"> {
  if (!isObject(data?.parent)) return {};
  const { data_source_id: _, ...parent } = data.parent;
  return { data: { ...data, parent } };
}

function isShared({ type, about }: Happening, { botId }: Subscription, workspace: Workspace): boolean {
  if (about.kind === "file_upload") return about.stamp.createdBy === botId;
  const grant = [...workspace.grants.values()].find(({ user }) => user.id === botId);
  if (!grant) return false;
  if (type.startsWith("comment.") && grant.capabilities?.includes("read_comments") === false) return false;
  const seen = about.kind === "view" ? workspace.store.get(about.parentKey) : about;
  return seen !== undefined && sees({ grant, workspace }, seen);
}
