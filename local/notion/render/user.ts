import type { Call } from "../call.ts";
import type { EmulatedUser, Json } from "../entities.ts";

type Asking = Pick<Call, "workspace"> & { grant?: Call["grant"] };

/** Somebody who left the workspace, or whom the connection may not know, is shown by id alone. */
export function readUser(id: string, call: Asking): Json {
  const user = call.workspace.users.get(id);
  return user && may(call, "read_users") ? renderUser(user, call) : { object: "user", id };
}

/** The address of a person is told to connections that may know it. */
export function renderUser(user: EmulatedUser, call: Asking): Json {
  const { type, id, name } = user;
  const common = { object: "user", id, name, avatar_url: user.avatarUrl ?? null, type };
  if (user.type === "person") {
    return { ...common, person: may(call, "read_emails") ? { email: user.email, email_verified: true } : {} };
  }
  return {
    ...common,
    bot: {
      owner: renderOwner(user.ownerId, call),
      workspace_name: user.workspaceName,
      workspace_id: WORKSPACE_ID,
      workspace_limits: { max_file_upload_size_in_bytes: 5_242_880 },
    },
  };
}

function renderOwner(ownerId: string | undefined, call: Asking): Json {
  if (ownerId === undefined) return { type: "workspace", workspace: true };
  return { type: "user", user: readUser(ownerId, call) };
}

function may({ grant }: Asking, capability: "read_users" | "read_emails"): boolean {
  return grant?.capabilities?.includes(capability) ?? true;
}

export const WORKSPACE_ID = "6f0b5e0c-52a3-4c1e-9d0b-6b7f3c1d2a40";
