import { hash } from "node:crypto";
import type { Reply, Workspace } from "./call.ts";
import type { Json } from "./entities.ts";
import type { Problem } from "./problem.ts";

/** Dresses an answer as Notion does: its request's id in the body and in a header, and the time it was given. */
export function respond(
  { ids, clock }: Workspace,
  { status, json, requestId = true }: Pick<Reply, "status" | "json"> & { requestId?: boolean },
  headers: Record<string, string> = {},
): Response {
  const id = ids.uuid();
  const body = JSON.stringify(requestId ? { ...json, request_id: id } : json);
  return new Response(body, {
    status,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-security-policy": "default-src 'none'",
      "x-content-type-options": "nosniff",
      vary: "Accept-Encoding",
      etag: `W/"${body.length.toString(16)}-${hash("sha1", body, "base64").slice(0, 27)}"`,
      // Readers tell the time by this header, so it follows the workspace's clock and not the machine's.
      date: clock.now().toUTCString(),
      "x-notion-request-id": id,
      ...headers,
    },
  });
}

export function refuse(workspace: Workspace, problem: Problem, headers?: Record<string, string>): Response {
  return respond(workspace, { status: problem.status, json: errorBody(problem) }, headers);
}

export function errorBody({ status, code, message, additionalData }: Problem): Json {
  const additional = additionalData && { additional_data: additionalData };
  return { object: "error", status, code, message, ...additional };
}
