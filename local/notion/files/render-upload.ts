import type { Workspace } from "../call.ts";
import type { FileUpload, Json } from "../entities.ts";
import { minute } from "../times.ts";
import { statusOf } from "./attach-upload.ts";

/** `archived` stays in every version (SDK types say so), unlike on all other objects. */
export function renderUpload(upload: FileUpload, { clock, users, origin }: Workspace): Json {
  const { id, stamp, expiresAt, mode, filename, contentType, contentLength } = upload;
  const status = statusOf(upload, clock.now());
  const url = `${origin}/v1/file_uploads/${id}`;
  const isOpen = status === "pending";
  const isMulti = mode === "multi_part";
  return {
    object: "file_upload",
    id,
    created_time: minute(stamp.createdAt),
    created_by: { id: stamp.createdBy, type: users.get(stamp.createdBy)?.type ?? "bot" },
    last_edited_time: minute(stamp.editedAt),
    expiry_time: expiresAt === null ? null : minute(expiresAt),
    ...(isOpen && { upload_url: `${url}/send` }),
    ...(isOpen && isMulti && { complete_url: `${url}/complete` }),
    in_trash: false,
    status,
    filename,
    content_type: contentType,
    content_length: contentLength,
    ...(isMulti && { number_of_parts: { total: upload.partsExpected, sent: upload.parts.length } }),
    ...(status === "failed" && { file_import_result: importFailure(upload) }),
    archived: false,
  };
}

/** The one failure there is here: nothing is fetched from the web. */
export function importFailure({ stamp }: FileUpload): Json {
  const error = {
    type: "download_error",
    code: "download_failed",
    message: "The emulator does not fetch files from the web.",
    parameter: "external_url",
    status_code: null,
  };
  return { imported_time: minute(stamp.editedAt), type: "error", error };
}
