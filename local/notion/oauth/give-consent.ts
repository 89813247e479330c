import { randomBytes } from "node:crypto";
import type { Workspace } from "../call.ts";
import type { Authorization, Bot, Stamp } from "../entities.ts";
import { duplicatePage } from "./duplicate-page.ts";
import { templateOf } from "./find.ts";
import type { Ask } from "./read-ask.ts";

type Chosen = { userId: string; pageIds: string[]; takesTemplate: boolean };

/**
 * Lets the connection in, to the chosen pages and no others, in place of those it had by the same person; each person
 * authorizes a bot of their own. Runs inside a write.
 * @returns the code for the token, or undefined when nobody or nothing was chosen.
 */
export function giveConsent({ connection, redirectUri, isNamed }: Ask, chosen: Chosen, workspace: Workspace) {
  const { store, ids, users } = workspace;
  const owner = users.get(chosen.userId);
  if (owner?.type !== "person") return undefined;
  const template = chosen.takesTemplate ? templateOf(store, connection) : undefined;
  const stamp = stampOf(owner.id, workspace);
  const copy = template && duplicatePage(template, stamp, workspace);
  const roots = [...chosen.pageIds.filter((id) => isShareable(id, workspace)), ...(copy ? [copy] : [])];
  if (roots.length === 0) return undefined;
  const known = store.childrenOf(connection.id, "bot").find((one) => one.ownerId === owner.id);
  const bot: Bot = {
    ...(known ?? { kind: "bot", id: ids.uuid(), parentKey: connection.id, ownerId: owner.id }),
    roots,
    stamp,
  };
  store.put(bot);
  const authorization: Authorization = {
    kind: "authorization",
    id: ids.uuid(),
    parentKey: bot.id,
    code: randomBytes(24).toString("base64url"),
    codeUsed: false,
    redirectUri: isNamed || connection.redirectUris.length > 1 ? redirectUri : null,
    duplicatedTemplateId: copy ?? null,
    tokens: null,
    revoked: false,
    stamp,
  };
  store.put(authorization);
  return authorization.code;
}

function isShareable(id: string, { store }: Workspace): boolean {
  const kind = store.get(id)?.kind;
  return kind === "page" || kind === "database";
}

function stampOf(userId: string, { clock, store }: Workspace): Stamp {
  const at = clock.now().getTime();
  return { createdAt: at, createdBy: userId, editedAt: at, editedBy: userId, edit: store.nextEdit() };
}
