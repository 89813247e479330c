import type { Call } from "../call.ts";
import type { Json } from "../entities.ts";
import { expectObject, expectString, isObject } from "../expect.ts";
import { failed } from "../problem.ts";
import { attachUpload } from "./attach-upload.ts";
import { signedFile, uploadInUrl } from "./signed-url.ts";

/** What is stored of a file object: the URL of one on the web, or the id of an upload. */
export type StoredFile =
  | { type: "external"; external: { url: string } }
  | { type: "file_upload"; file_upload: { id: string } };

/** From the file object of a request to the one stored. @throws Problem when it is none. */
export function writeFile(call: Call, input: unknown, where: string): StoredFile {
  const file = expectObject(input, where);
  if (isObject(file.file_upload)) {
    const { id } = attachUpload(call, file.file_upload.id, `${where}.file_upload.id`);
    return { type: "file_upload", file_upload: { id } };
  }
  if (isObject(file.file)) return writtenBack(call, file.file, where);
  if (!isObject(file.external)) throw failed(`${where}.external`, "defined", file.external);
  return { type: "external", external: { url: expectString(file.external.url, `${where}.external.url`) } };
}

/** A file of Notion's own cannot be made by its URL, only kept. */
function writtenBack(call: Call, file: Json, where: string): StoredFile {
  const id = uploadInUrl(expectString(file.url, `${where}.file.url`));
  if (id === undefined || call.workspace.store.get(id)?.kind !== "file_upload") {
    throw failed(`${where}.file.url`, "the URL of a file in this workspace", file.url);
  }
  return { type: "file_upload", file_upload: { id } };
}

/** From what is stored, with whatever stands beside it (`name`, `caption`), to what is answered. */
export function readFile({ workspace }: Call, stored: Json): Json {
  if (stored.type !== "file_upload") return stored;
  const { file_upload, ...rest } = stored;
  const upload = workspace.store.get((file_upload as { id: string }).id);
  const file =
    upload?.kind === "file_upload" ? signedFile(workspace, upload) : { url: "", expiry_time: null };
  return { ...rest, type: "file", file };
}
