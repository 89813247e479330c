import type { Context } from "hono";
import type { InboxMail } from "../../aws/ses/mails/mail.ts";

/** Pictures that a browser draws and that cannot run anything. */
const PICTURES = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"];

/** A part of a mail: a picture to be drawn, anything else to be saved. It comes from anybody, so nothing in it may run. */
export function attachmentAnswer(
  c: Context,
  { name, type }: InboxMail["attachments"][number],
  bytes: Buffer,
): Response {
  const isPicture = PICTURES.includes(type.toLowerCase());
  const place = isPicture && c.req.query("save") === undefined ? "inline" : "attachment";
  const fileName = encodeURIComponent(name || "attachment").replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  );
  return answer(c, bytes, {
    "content-type": isPicture ? type : "application/octet-stream",
    "content-disposition": `${place}; filename*=UTF-8''${fileName}`,
  });
}

/** A whole message; `?save` as a file. */
export function sourceAnswer(c: Context, bytes: Buffer): Response {
  return answer(c, bytes, {
    "content-type": "text/plain; charset=utf-8",
    ...(c.req.query("save") === undefined
      ? {}
      : { "content-disposition": 'attachment; filename="mail.eml"' }),
  });
}

function answer(c: Context, bytes: Buffer, headers: Record<string, string>): Response {
  return c.body(new Uint8Array(bytes), 200, {
    ...headers,
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
  });
}
