import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { coverageDocument, unlisted } from "../../../local/notion/matrix/document.ts";
import { ENDPOINTS } from "../../../local/notion/matrix/endpoints.ts";
import { FEATURE_ROUTES } from "../../../local/notion/matrix/feature-routes.ts";
import { ROUTES } from "../../../local/notion/routes/all.ts";
import { openWorld, type World } from "./world.ts";

const endpoints = Object.values(ENDPOINTS).flat();
const anyNames = (endpoint: string) => endpoint.replace(/:\w+/g, ":");

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Whether the emulator knows the URL, whatever else it finds wrong. */
async function isKnown(endpoint: string, version: string): Promise<boolean> {
  const [method = "", path = ""] = endpoint.split(" ");
  const response = await fetch(
    world.emulator.url + path.replace(/:\w+/g, "00000000-0000-4000-8000-00000000dead"),
    {
      method,
      headers: { authorization: "Bearer ntn_bot", "notion-version": version },
    },
  );
  return !(await response.text()).includes("invalid_request_url");
}

describe("the coverage matrix", () => {
  test("is as the routes say", () => {
    expect(readFileSync(join(import.meta.dirname, "../../../docs/notion-coverage.md"), "utf8")).toBe(
      coverageDocument(),
    );
  });

  test("names every route there is, once", () => {
    expect(unlisted()).toEqual([]);
    expect(new Set(endpoints.map(anyNames)).size).toBe(endpoints.length);
  });

  test("names every endpoint of Notion's own client", () => {
    const folder = dirname(createRequire(import.meta.url).resolve("@notionhq/client"));
    const all = createRequire(import.meta.url)(join(folder, "api-endpoints.js")) as Record<string, Endpoint>;
    const named = new Proxy({}, { get: () => ":" });
    const theirs = Object.values(all)
      .filter((one) => typeof one?.path === "function")
      .map((one) => `${one.method.toUpperCase()} /v1/${one.path(named)}`);

    expect(theirs.length).toBeGreaterThan(50);
    expect(theirs.filter((endpoint) => !endpoints.map(anyNames).includes(endpoint))).toEqual([]);
  });

  test("names every webhook event of Notion's own client", () => {
    const folder = dirname(createRequire(import.meta.url).resolve("@notionhq/client"));
    const types = readFileSync(join(folder, "api-endpoints/webhooks.d.ts"), "utf8").matchAll(
      /^ {4}type: "(\w+\.[\w.]+)";/gm,
    );
    const named = [...types].map(([, type]) => type);

    expect(named.length).toBeGreaterThan(25);
    expect(named.filter((type) => !coverageDocument().includes(`\`${type}\``))).toEqual([]);
  });

  test.each(["2022-06-28", "2025-09-03", "2026-03-11"])(
    "is true of what the emulator answers in %s",
    async (version) => {
      const lines = coverageDocument()
        .split("\n")
        .filter((line) => line.startsWith("| `"));
      const column = ["2022-06-28", "2025-09-03", "2026-03-11"].indexOf(version) + 2;
      for (const line of lines) {
        const cells = line.split(" | ");
        const endpoint = /`(.+)`/.exec(cells[0] ?? "")?.[1] ?? "";
        const claimed = ["yes", "partial"].includes(cells[column - 1] ?? "");
        expect([endpoint, await isKnown(endpoint, version)]).toEqual([endpoint, claimed]);
      }
      expect(lines.length).toBe(endpoints.length);
      expect(Object.keys(FEATURE_ROUTES).length + ROUTES.length).toBeLessThanOrEqual(lines.length);
    },
  );
});

type Endpoint = { method: string; path(named: object): string };
