import type { Call } from "../call.ts";
import type { Json } from "../entities.ts";
import { expectArray, expectObject, expectString } from "../expect.ts";
import { readFile, type StoredFile, writeFile } from "../files/stored-file.ts";
import type { PropertyType } from "./property-type.ts";

/** External files and uploads; the URL of an upload is another one at each read. */
export const files: PropertyType = {
  write(input, { call, where }) {
    return expectArray(input, where).map((item, index) => {
      const at = `${where}[${index}]`;
      const given = expectObject(item, at);
      const file = writeFile(call, given, at);
      return { name: nameOf(given, at, file, call), ...file };
    });
  },
  read: (stored, { call }) => ((stored as Json[] | undefined) ?? []).map((file) => readFile(call, file)),
};

/** Named by the request, or as its URL or its upload is. */
function nameOf(given: Json, where: string, file: StoredFile, { workspace }: Call): string {
  if (given.name !== undefined) return expectString(given.name, `${where}.name`, 100);
  if (file.type === "external") return file.external.url;
  const upload = workspace.store.get(file.file_upload.id);
  return (upload?.kind === "file_upload" && upload.filename) || "file";
}
