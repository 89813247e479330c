import { call } from "./call.ts";

/** Gives Notion a file, to be put into a cell. @returns the id of the upload */
export async function uploadFile(file: File): Promise<string> {
  const { id } = await call<{ id: string }>("POST", "/file_uploads", {
    mode: "single_part",
    filename: file.name,
  });
  const form = new FormData();
  form.append("file", file);
  await call("POST", `/file_uploads/${id}/send`, form);
  return id;
}
