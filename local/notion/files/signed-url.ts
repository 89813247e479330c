import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Workspace } from "../call.ts";
import type { FileUpload } from "../entities.ts";

/** An hour, as Notion's. */
const LIFE_SECONDS = 3600;
// A restart ends the URLs that are out; whoever asks again gets new ones, as after the hour.
const KEY = randomBytes(32);

/** Where a file can be fetched for an hour. Another URL on each read, as Notion's are: nobody may compare them. */
export function signedFile(
  { origin, clock }: Pick<Workspace, "origin" | "clock">,
  upload: Pick<FileUpload, "id" | "filename">,
): { url: string; expiry_time: string } {
  const expiresAt = clock.now().getTime() + LIFE_SECONDS * 1000;
  const credential = randomBytes(8).toString("hex");
  const query = new URLSearchParams({
    "X-Amz-Expires": String(LIFE_SECONDS),
    "X-Amz-Date": String(expiresAt - LIFE_SECONDS * 1000),
    "X-Amz-Credential": credential,
    "X-Amz-Signature": signatureOf(upload.id, expiresAt, credential),
  });
  const name = encodeURIComponent(upload.filename ?? "file");
  return {
    url: `${origin}/_files/${upload.id}/${name}?${query}`,
    expiry_time: new Date(expiresAt).toISOString(),
  };
}

/** Whether a URL of ours may still be fetched. */
export function isFresh(id: string, query: URLSearchParams, now: Date): boolean {
  const expiresAt = Number(query.get("X-Amz-Date")) + LIFE_SECONDS * 1000;
  const given = Buffer.from(query.get("X-Amz-Signature") ?? "");
  const right = Buffer.from(signatureOf(id, expiresAt, query.get("X-Amz-Credential") ?? ""));
  return given.length === right.length && timingSafeEqual(given, right) && now.getTime() < expiresAt;
}

/** The upload a URL of ours is of: a client that writes back the file it read keeps it, though the URL has expired. */
export function uploadInUrl(url: string): string | undefined {
  return /\/_files\/([0-9a-f-]{36})\//.exec(url)?.[1];
}

function signatureOf(id: string, expiresAt: number, credential: string): string {
  return createHmac("sha256", KEY).update(`${id}\n${expiresAt}\n${credential}`).digest("hex");
}
