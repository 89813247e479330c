import { createHmac } from "node:crypto";
import type { Json } from "../entities.ts";

/** How long a receiver may take: Notion's limit is not documented. */
const TIMEOUT_MS = 10_000;

/**
 * Posts JSON signed with the token: the hex HMAC-SHA256 of the very bytes that are sent. The handshake is signed, too; the
 * example in Notion's documents is one.
 * @returns the status, or in words why there is none.
 */
export async function post(url: string, json: Json, verificationToken: string): Promise<number | string> {
  const body = JSON.stringify(json);
  const signature = createHmac("sha256", verificationToken).update(body).digest("hex");
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", "x-notion-signature": `sha256=${signature}` },
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    return cause instanceof Error ? cause.message : String(cause);
  }
}
