import type { Workspace } from "../call.ts";
import type { Connection } from "../entities.ts";
import { botOf } from "./find.ts";

const KINDS = ["connection", "bot", "authorization"];

/** Keeps the workspace's bots and tokens as the authorizations in the store say, from now on. */
export function keepGrants(workspace: Workspace): void {
  const { store } = workspace;
  const given = new Set<string>();
  const settle = () => {
    for (const token of given) workspace.grants.delete(token);
    given.clear();
    enterBots(workspace);
    for (const authorization of store.ofKind("authorization")) {
      const bot = botOf(store, authorization);
      const user = workspace.users.get(bot.id);
      if (authorization.revoked || !authorization.tokens || !user) continue;
      given.add(authorization.tokens.access);
      workspace.grants.set(authorization.tokens.access, { user, roots: bot.roots });
    }
  };
  settle();
  store.onReplace(settle);
  store.onCommit((changes) => {
    if (changes.some(({ before, after }) => KINDS.includes((after ?? before)?.kind ?? ""))) settle();
  });
}

function enterBots({ store, users }: Workspace): void {
  for (const { id, parentKey, ownerId } of store.ofKind("bot")) {
    const { name } = store.get(parentKey) as Connection;
    users.set(id, { type: "bot", id, name, workspaceName: workspaceName(users), ownerId });
  }
}

/** As the bots say that the workspace was started with. */
export function workspaceName(users: Workspace["users"]): string {
  for (const user of users.values()) if (user.type === "bot") return user.workspaceName;
  return "Workspace";
}
