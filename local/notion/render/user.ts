import type { Call } from "../call.ts";
import type { EmulatedUser, Json } from "../entities.ts";

/** Somebody who left the workspace is shown by id alone. */
export function readUser(id: string, call: Call): Json {
  const user = call.workspace.users.get(id);
  return user ? renderUser(user) : { object: "user", id };
}

export function renderUser(user: EmulatedUser): Json {
  const { type, id, name } = user;
  const common = { object: "user", id, name, avatar_url: user.avatarUrl ?? null, type };
  if (user.type === "person") return { ...common, person: { email: user.email, email_verified: true } };
  return {
    ...common,
    bot: {
      owner: { type: "workspace", workspace: true },
      workspace_name: user.workspaceName,
      workspace_id: WORKSPACE_ID,
      workspace_limits: { max_file_upload_size_in_bytes: 5_242_880 },
    },
  };
}

const WORKSPACE_ID = "6f0b5e0c-52a3-4c1e-9d0b-6b7f3c1d2a40";
