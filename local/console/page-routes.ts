import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, stop } from "esbuild";
import { Hono } from "hono";
import { etag } from "hono/etag";
import type { NodeEnv } from "../aws/serve-loopback.ts";
import type { ConsoleParts } from "./console-parts.ts";
import { readHealth } from "./health.ts";

const folder = new URL("../page/", import.meta.url);

// Mails are shown inside the page and inherit this: neither may run anything of its own or call out. Only the pictures that
// somebody put on a page by their address come from elsewhere; mails are kept from that by a policy of their own.
const policy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob: http: https:",
  "object-src 'none'",
  "frame-ancestors 'self'",
].join("; ");

/** The page: its sources are bundled once, when it is first asked for. Nothing is loaded from elsewhere. */
export function pageRoutes(console: ConsoleParts): Hono<NodeEnv> {
  let bundle: Promise<Bundle> | undefined;
  const bundled = () => {
    bundle ??= bundlePage().catch((error: unknown) => {
      bundle = undefined;
      throw error;
    });
    return bundle;
  };
  // What has not changed is not sent again, and a browser keeps what it made of the script.
  const cached = { "cache-control": "no-cache" };
  return new Hono<NodeEnv>()
    .use("/page.*", etag())
    .get("/", (c) => {
      void bundled().catch(() => {}); // begun early; who asks for the script hears of a problem
      c.header("content-security-policy", policy);
      c.header("cache-control", "no-cache");
      const page = readFileSync(new URL("index.html", folder), "utf8");
      return c.html(page.replace("<!-- health -->", () => dataBlock("health", readHealth(console))));
    })
    .get("/page.css", async (c) =>
      c.body((await bundled()).style, 200, { ...cached, "content-type": "text/css" }),
    )
    .get("/page.js", async (c) =>
      c.body((await bundled()).script, 200, { ...cached, "content-type": "text/javascript" }),
    );
}

/** Is no script to the browser: the page reads it, and so needs not ask before it asks for anything else. */
function dataBlock(id: string, data: unknown): string {
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  return `<script id="${id}" type="application/json">${json}</script>`;
}

type Bundle = { script: string; style: string };

async function bundlePage(): Promise<Bundle> {
  const path = (name: string) => fileURLToPath(new URL(name, folder));
  const { outputFiles } = await build({
    entryPoints: { page: path("main.tsx"), style: path("page.css") },
    outdir: path("."),
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "silent",
  });
  // esbuild keeps a process of its own alive; it has no more to do.
  await stop();
  const text = (end: string) => outputFiles.find((file) => file.path.endsWith(end))?.text ?? "";
  return { script: text(".js"), style: text(".css") };
}
