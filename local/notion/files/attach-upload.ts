import type { Call } from "../call.ts";
import type { FileUpload } from "../entities.ts";
import { expectUuid } from "../expect.ts";
import { invalid, notFound } from "../problem.ts";

/** Takes an upload into use, after which it does not expire. @throws Problem when it is not there or not ready. */
export function attachUpload(call: Call, input: unknown, where: string): FileUpload {
  const upload = ownUpload(call, expectUuid(input, where));
  const status = statusOf(upload, call.workspace.clock.now());
  if (status !== "uploaded") {
    throw invalid(`File upload ${upload.id} cannot be attached: its status is "${status}", not "uploaded".`);
  }
  const attached: FileUpload = { ...upload, expiresAt: null };
  call.workspace.store.put(attached);
  return attached;
}

/** A connection sees its own uploads only. */
export function ownUpload(call: Call, id: string): FileUpload {
  const upload = call.workspace.store.get(id);
  if (upload?.kind === "file_upload" && upload.stamp.createdBy === call.actor.id) return upload;
  throw notFound("file upload", id, call.actor);
}

/** What is neither sent nor attached within its hour has expired. */
export function statusOf({ status, expiresAt }: FileUpload, now: Date): FileUpload["status"] | "expired" {
  return status !== "failed" && expiresAt !== null && expiresAt <= now.getTime() ? "expired" : status;
}
