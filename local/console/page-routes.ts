import { readFileSync } from "node:fs";
import { build, stop } from "esbuild";
import { Hono } from "hono";
import type { NodeEnv } from "../aws/serve-loopback.ts";

const folder = new URL("../page/", import.meta.url);

/** The page: its sources are bundled once, when it is first asked for. Nothing is loaded from elsewhere. */
export function pageRoutes(): Hono<NodeEnv> {
  let script: Promise<string> | undefined;
  return new Hono<NodeEnv>()
    .get("/", (c) => c.html(readFileSync(new URL("index.html", folder), "utf8")))
    .get("/page.css", (c) =>
      c.body(readFileSync(new URL("page.css", folder), "utf8"), 200, { "content-type": "text/css" }),
    )
    .get("/page.js", async (c) => {
      script ??= bundlePage();
      return c.body(await script, 200, { "content-type": "text/javascript" });
    });
}

async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL("main.tsx", folder).pathname],
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
  return outputFiles[0]?.text ?? "";
}
