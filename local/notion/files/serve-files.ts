import type { Hono } from "hono";
import type { Workspace } from "../call.ts";
import { isFresh } from "./signed-url.ts";

/** `/_files/<upload>/<name>?…`: what Notion keeps at S3, fetched without a token. */
export function serveFiles(app: Hono, { store, clock }: Workspace): void {
  app.get("/_files/:id/:name", (c) => {
    const id = c.req.param("id");
    const upload = store.get(id);
    if (!isFresh(id, new URL(c.req.url).searchParams, clock.now()) || upload?.kind !== "file_upload") {
      return c.text("<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>", 403, {
        "content-type": "application/xml",
      });
    }
    const parts = store.childrenOf(id, "file_part").toSorted((a, b) => a.number - b.number);
    return c.body(Buffer.concat(parts.map(({ bytes }) => Buffer.from(bytes, "base64"))), 200, {
      "content-type": upload.contentType ?? "application/octet-stream",
      // Notion serves files from another site; here a sandbox keeps an uploaded page from acting as this one.
      "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=0",
    });
  });
}
