import type { Workspace } from "../call.ts";
import type { Connection } from "../entities.ts";
import { connectionOf } from "./find.ts";

/** What a developer's link asks for, once it is found sound. */
export type Ask = {
  connection: Connection;
  /** Where the person goes afterwards. */
  redirectUri: string;
  /** Whether the link itself named it: then it has to be repeated for the token. */
  isNamed: boolean;
  state: string | null;
};

/** @returns what is wrong with the link, in words. */
export function readAsk(query: URLSearchParams, { store }: Workspace): Ask | string {
  const connection = connectionOf(store, query.get("client_id") ?? undefined);
  if (!connection) return "Missing or invalid client_id.";
  if (query.get("response_type") !== "code") return 'Missing or invalid response_type: it should be "code".';
  const owner = query.get("owner");
  // Documented as required; links without it are still in use.
  if (owner !== null && owner !== "user") return 'Invalid owner: it should be "user".';
  const { redirectUris } = connection;
  const named = query.get("redirect_uri");
  const redirectUri = named ?? (redirectUris.length === 1 ? redirectUris[0] : undefined);
  if (redirectUri === undefined || !redirectUris.includes(redirectUri)) {
    return "Missing or invalid redirect_uri: it should be one that is registered for the connection.";
  }
  return { connection, redirectUri, isNamed: named !== null, state: query.get("state") };
}
