import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Context, Hono } from "hono";
import { Reply, type Workspace } from "../call.ts";
import type { Authorization, Connection, Json } from "../entities.ts";
import { Problem } from "../problem.ts";
import { readJson } from "../read-call.ts";
import { readUser, WORKSPACE_ID } from "../render/user.ts";
import { respond } from "../respond.ts";
import { authorizationOf, botOf, connectionOf } from "./find.ts";
import { workspaceName } from "./keep-grants.ts";

/** How long a code lives: not documented for this flow; the guide to link previews says ten minutes of theirs. */
const CODE_LIFE_MS = 600_000;

type Answer = (body: Json, connection: Connection, workspace: Workspace) => Json;

/** What a connection's server asks, under its own id and secret. No version of the API is needed. */
export function tokenRoutes(app: Hono, workspace: Workspace): void {
  const routes: Record<string, Answer> = { token: giveToken, introspect, revoke };
  for (const [name, answer] of Object.entries(routes)) {
    app.post(`/v1/oauth/${name}`, async (c) => {
      const connection = authenticate(c, workspace);
      const body = await readJson(c);
      return respond(workspace, new Reply(workspace.store.write(() => answer(body, connection, workspace))));
    });
  }
}

function authenticate(c: Context, { store }: Workspace): Connection {
  const given = /^Basic (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(given, "base64").toString()) ?? [];
  const connection = connectionOf(store, id);
  if (connection && isSame(secret ?? "", connection.secret)) return connection;
  throw new Problem(401, "invalid_client", "Client authentication failed.");
}

function isSame(a: string, b: string): boolean {
  const [x, y] = [a, b].map((one) => createHash("sha256").update(one).digest()) as [Buffer, Buffer];
  return timingSafeEqual(x, y);
}

const refused = (code: string, message: string) => new Problem(400, code, message);

function giveToken(body: Json, connection: Connection, workspace: Workspace): Json {
  if (body.grant_type === "authorization_code") return exchange(body, connection, workspace);
  if (body.grant_type === "refresh_token") return refresh(body, connection, workspace);
  if (body.grant_type === undefined) throw refused("invalid_request", "Missing grant_type.");
  throw refused("unsupported_grant_type", `Unsupported grant_type: ${body.grant_type}.`);
}

function exchange({ code, redirect_uri }: Json, connection: Connection, workspace: Workspace): Json {
  if (typeof code !== "string") throw refused("invalid_request", "Missing code.");
  const found = authorizationOf(workspace.store, connection, (one) => one.code === code);
  if (!found) throw refused("invalid_grant", "Invalid code.");
  if (found.codeUsed || found.revoked) {
    throw refused("invalid_grant", "Invalid code: this code has been revoked.");
  }
  if (workspace.clock.now().getTime() >= found.stamp.createdAt + CODE_LIFE_MS) {
    throw refused("invalid_grant", "Invalid code: this code has expired.");
  }
  expectRedirect(redirect_uri, found.redirectUri);
  return newTokens({ ...found, codeUsed: true }, workspace);
}

/** It has to be repeated when the link named it, and may not be there when it did not. */
function expectRedirect(given: unknown, expected: string | null): void {
  if (expected === null && given !== undefined) {
    throw refused("invalid_request", "redirect_uri should not be present: the authorization URL had none.");
  }
  if (expected !== null && given === undefined) throw refused("invalid_request", "Missing redirect_uri.");
  if (expected !== null && given !== expected) {
    throw refused("invalid_grant", "redirect_uri does not match that of the authorization URL.");
  }
}

function refresh({ refresh_token }: Json, connection: Connection, workspace: Workspace): Json {
  if (typeof refresh_token !== "string") throw refused("invalid_request", "Missing refresh_token.");
  const found = authorizationOf(workspace.store, connection, (one) => one.tokens?.refresh === refresh_token);
  if (!found || found.revoked) throw refused("invalid_grant", "Invalid refresh token.");
  return newTokens(found, workspace);
}

/** The refresh token before is spent. So is the access token here, the stricter reading: Notion's documents do not say. */
function newTokens(authorization: Authorization, workspace: Workspace): Json {
  const { store, users, clock } = workspace;
  const tokens = {
    access: `ntn_${randomBytes(32).toString("hex")}`,
    refresh: `nrt_${randomBytes(32).toString("hex")}`,
    issuedAt: clock.now().getTime(),
  };
  store.put({ ...authorization, tokens });
  const bot = botOf(store, authorization);
  return {
    access_token: tokens.access,
    token_type: "bearer",
    refresh_token: tokens.refresh,
    bot_id: bot.id,
    workspace_id: WORKSPACE_ID,
    workspace_name: workspaceName(users),
    workspace_icon: null,
    owner: { type: "user", user: readUser(bot.ownerId, { workspace }) },
    duplicated_template_id: authorization.duplicatedTemplateId,
  };
}

const holds =
  ({ token }: Json) =>
  ({ tokens, revoked }: Authorization): boolean =>
    !revoked && (tokens?.access === token || tokens?.refresh === token);

/** `scope` is optional, and what Notion puts there is not documented: left out. `iat` is in seconds (RFC 7662). */
function introspect(body: Json, connection: Connection, { store }: Workspace): Json {
  expectToken(body);
  const found = authorizationOf(store, connection, holds(body));
  if (!found?.tokens) return { active: false };
  return { active: true, iat: Math.floor(found.tokens.issuedAt / 1000) };
}

/** A token that is not there is no fault (RFC 7009). */
function revoke(body: Json, connection: Connection, { store }: Workspace): Json {
  expectToken(body);
  const found = authorizationOf(store, connection, holds(body));
  if (found) store.put({ ...found, revoked: true });
  return {};
}

function expectToken({ token }: Json): void {
  if (typeof token !== "string") throw refused("invalid_request", "Missing token.");
}
