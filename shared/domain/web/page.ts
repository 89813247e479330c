import { createHash } from "node:crypto";
import { Markup, markup } from "../message/markup.ts";

const style = `
:root{color-scheme:light dark}
body{margin:0;padding:12vh 24px 24px;font:17px/1.5 system-ui,sans-serif;color:#1f1f1e;background:#fff}
main{max-width:480px;margin:0 auto}
h1{font-size:24px;line-height:1.3;margin:0 0 16px}
p{margin:0 0 20px;overflow-wrap:anywhere}
form{margin:0 0 12px}
button{font:inherit;width:100%;min-height:48px;padding:10px 16px;text-align:left;color:inherit;background:#f4f4f2;border:1px solid #8a8a86;border-radius:8px;cursor:pointer;overflow-wrap:anywhere}
button:hover{background:#e9e9e6}
button:focus-visible{outline:3px solid #2563c9;outline-offset:2px}
small{display:block;color:#5c5c58}
@media (prefers-color-scheme:dark){body{color:#ececea;background:#191919}button{background:#2a2a29;border-color:#7c7c78}button:hover{background:#363635}button:focus-visible{outline-color:#7fb0ff}small{color:#a8a8a3}}
`;

/** What a page of ours may do: show itself, and send its own forms back. Nothing is loaded, nothing runs, nobody frames it. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** One plain page. @param language BCP 47. */
export function page(language: string, title: string, content: Markup): string {
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${Markup.of(style)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`.toString();
}
