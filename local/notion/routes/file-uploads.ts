import { type Call, type Route, stampEdit, stampNew, type UploadedPart } from "../call.ts";
import type { FileUpload, Json } from "../entities.ts";
import { expectNumber, expectOneOf, expectString, expectUuid } from "../expect.ts";
import { ownUpload, statusOf } from "../files/attach-upload.ts";
import { contentTypeOf, nameWithExtension } from "../files/content-type.ts";
import { renderUpload } from "../files/render-upload.ts";
import { listOf, slice } from "../list.ts";
import { failed, invalid } from "../problem.ts";

const MODES = ["single_part", "multi_part", "external_url"] as const;
const STATES = ["pending", "uploaded", "expired", "failed"] as const;
const LIFE_MS = 3_600_000;
/** As `workspace_limits` of a bot says: 5 MiB, a free workspace's. */
const MOST_BYTES = 5_242_880;

export const fileUploadRoutes: Route[] = [
  {
    method: "POST",
    path: "/v1/file_uploads",
    answer: createUpload,
    body: ["mode", "filename", "content_type", "number_of_parts", "external_url"],
    support: "partial",
    note: "`external_url` is taken, and fails later: nothing is fetched from the web",
  },
  { method: "GET", path: "/v1/file_uploads", answer: listUploads },
  {
    method: "GET",
    path: "/v1/file_uploads/:file_upload_id",
    answer: (call) => renderUpload(uploadIn(call), call.workspace),
  },
  {
    method: "POST",
    path: "/v1/file_uploads/:file_upload_id/send",
    answer: sendPart,
    takesFile: true,
    support: "partial",
    note: "files of up to 5 MiB; parts may be smaller than Notion's 5 MB",
  },
  { method: "POST", path: "/v1/file_uploads/:file_upload_id/complete", answer: completeUpload },
];

function uploadIn(call: Call): FileUpload {
  return ownUpload(call, expectUuid(call.params.file_upload_id, "path.file_upload_id"));
}

function createUpload(call: Call): Json {
  const { body, workspace } = call;
  const mode = expectOneOf(body.mode ?? "single_part", MODES, "body.mode");
  const url = mode === "external_url" ? expectString(body.external_url, "body.external_url") : undefined;
  if (url !== undefined && !url.startsWith("https://"))
    throw failed("body.external_url", "an HTTPS URL", url);
  const stamp = stampNew(call);
  const upload: FileUpload = {
    kind: "file_upload",
    id: workspace.ids.uuid(),
    mode,
    status: "pending",
    ...nameAndType(call, mode, url),
    contentLength: null,
    partsExpected: mode === "multi_part" ? partsIn(body.number_of_parts) : 1,
    parts: [],
    expiresAt: stamp.createdAt + LIFE_MS,
    stamp,
  };
  workspace.store.put(upload);
  if (url !== undefined) failLater(call, upload.id);
  return renderUpload(upload, workspace);
}

function nameAndType(
  { body }: Call,
  mode: FileUpload["mode"],
  url: string | undefined,
): Pick<FileUpload, "filename" | "contentType"> {
  const given = body.filename ?? (mode === "multi_part" ? undefined : (url?.split(/[/?#]/).at(-1) ?? null));
  const type = body.content_type === undefined ? null : expectString(body.content_type, "body.content_type");
  if (given === null) return { filename: null, contentType: type };
  const filename = nameWithExtension(expectString(given, "body.filename", 900), type);
  if (filename === undefined)
    throw invalid("The filename must have an extension, or the content_type imply one.");
  return { filename, contentType: type ?? contentTypeOf(filename) ?? null };
}

function partsIn(input: unknown): number {
  const parts = expectNumber(input, "body.number_of_parts");
  if (!Number.isInteger(parts) || parts < 1 || parts > 10_000)
    throw failed("body.number_of_parts", "an integer from 1 to 10000", parts);
  return parts;
}

function failLater({ workspace }: Call, id: string): void {
  workspace.later(2000, () =>
    workspace.store.write(() => {
      const upload = workspace.store.get(id);
      if (upload?.kind !== "file_upload") return;
      const stamp = { ...upload.stamp, editedAt: workspace.clock.now().getTime() };
      workspace.store.put({ ...upload, status: "failed", stamp });
    }),
  );
}

/** The connection's own, newest first. */
function listUploads(call: Call): Json {
  const { workspace, actor, query } = call;
  const status = query.get("status");
  const wanted = status === null ? undefined : expectOneOf(status, STATES, "query.status");
  const uploads = workspace.store
    .ofKind("file_upload")
    .filter((one) => one.stamp.createdBy === actor.id)
    .filter((one) => wanted === undefined || statusOf(one, workspace.clock.now()) === wanted)
    .reverse();
  const { items, next } = slice(call, "query", uploads, (one) => one.id);
  return listOf("file_upload", { items: items.map((one) => renderUpload(one, workspace)), next });
}

function sendPart(call: Call): Json {
  const upload = uploadIn(call);
  refuseUnlessPending(call, upload);
  const { store, ids } = call.workspace;
  const file = call.form?.file;
  if (typeof file !== "object") throw failed("body.file", "defined", undefined);
  const number = numberOf(call, upload);
  refuseOtherType(upload, file);
  const stamp = stampEdit(call, upload.stamp);
  const before = store.childrenOf(upload.id, "file_part");
  // A part that is sent again replaces itself.
  const known = before.find((part) => part.number === number);
  const size = before.filter((part) => part !== known).reduce((sum, part) => sum + sizeOf(part.bytes), 0);
  const contentLength = size + file.bytes.byteLength;
  if (contentLength > MOST_BYTES) throw invalid(`The file is larger than ${MOST_BYTES} bytes.`);
  const bytes = Buffer.from(file.bytes).toString("base64");
  store.put({ kind: "file_part", id: known?.id ?? ids.uuid(), parentKey: upload.id, number, bytes, stamp });
  const parts = known ? upload.parts : [...upload.parts, number];
  const sent: FileUpload = { ...upload, parts, stamp };
  const changed: FileUpload =
    upload.mode === "multi_part"
      ? sent
      : {
          ...sent,
          status: "uploaded",
          filename: upload.filename ?? file.filename,
          contentType: upload.contentType ?? contentTypeOf(file.filename) ?? file.type,
          contentLength,
        };
  store.put(changed);
  return renderUpload(changed, call.workspace);
}

function sizeOf(base64: string): number {
  return Buffer.byteLength(base64, "base64");
}

function numberOf({ form }: Call, { mode, partsExpected }: FileUpload): number {
  if (mode === "single_part") return 1;
  const given = form?.part_number;
  const number = Number(given);
  if (Number.isInteger(number) && number >= 1 && number <= partsExpected) return number;
  throw failed("body.part_number", `an integer from 1 to ${partsExpected}`, given);
}

/** Many clients send bytes without saying what they are. */
function refuseOtherType({ contentType }: FileUpload, { type }: UploadedPart): void {
  const sent = type.split(";")[0] ?? "";
  if (contentType === null || ["", "application/octet-stream", contentType].includes(sent)) return;
  throw invalid(`The content type of the file, ${sent}, is not that of the file upload, ${contentType}.`);
}

function refuseUnlessPending(call: Call, upload: FileUpload): void {
  const status = statusOf(upload, call.workspace.clock.now());
  if (status === "pending" && upload.mode !== "external_url") return;
  const what = upload.mode === "external_url" ? 'its mode is "external_url"' : `its status is "${status}"`;
  throw invalid(`File upload ${upload.id} takes no more content: ${what}.`);
}

function completeUpload(call: Call): Json {
  const upload = uploadIn(call);
  refuseUnlessPending(call, upload);
  if (upload.mode !== "multi_part") throw invalid("Only multi_part file uploads are completed.");
  const { store } = call.workspace;
  const missing = upload.partsExpected - upload.parts.length;
  if (missing > 0) throw invalid(`${missing} of ${upload.partsExpected} parts have not been sent.`);
  const contentLength = store
    .childrenOf(upload.id, "file_part")
    .reduce((sum, { bytes }) => sum + sizeOf(bytes), 0);
  const changed: FileUpload = {
    ...upload,
    status: "uploaded",
    contentLength,
    stamp: stampEdit(call, upload.stamp),
  };
  store.put(changed);
  return renderUpload(changed, call.workspace);
}
