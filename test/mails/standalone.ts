import type { Mail } from "../../shared/ports.ts";

/** A mail's HTML with its pictures in it, for a browser, which knows no `cid:`. */
export function standalone({ html, files }: Pick<Mail, "html" | "files">): string {
  return html.replace(/cid:([^"]+)/g, (whole, cid: string) => {
    const file = files.find((one) => one.cid === cid);
    return file ? `data:${file.contentType};base64,${Buffer.from(file.content).toString("base64")}` : whole;
  });
}
