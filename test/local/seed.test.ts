import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type LocalRowbell, newFolder, runToItsEnd, startLocal } from "../support/local-rowbell.ts";

const seedFile = (seed: unknown): string => {
  const file = join(newFolder(), "seed.json");
  writeFileSync(file, JSON.stringify(seed));
  return file;
};

async function notion(rowbell: LocalRowbell, path: string, init: RequestInit = {}) {
  const headers = { authorization: "Bearer ntn_local", "notion-version": "2026-03-11" };
  const all = { ...init, headers: { ...headers, "content-type": "application/json" } };
  const answer = await fetch(`http://127.0.0.1:${rowbell.port + 1}${path}`, all);
  return (await answer.json()) as Record<string, unknown>;
}

type Health = { demo: Record<string, string> | null };

describe("ROWBELL_NOTION_SEED", () => {
  test("sets knobs at each start, once the demo is there, and brings a workspace with its own rules", async () => {
    const knobs = { failAfterCommit: 1, plan: "plus" };
    const first = await startLocal({ ROWBELL_NOTION_SEED: seedFile({ knobs }) });
    const { demo } = await first.get<Health>("/api/health");
    expect(demo).toMatchObject({ rulesDatabaseId: expect.any(String) });
    expect(await notion(first, "/_admin/knobs")).toMatchObject(knobs);
    const workspace = await notion(first, "/_admin/snapshot");
    await first.stop();

    const rules = demo?.rulesDatabaseId ?? "";
    const env = { ROWBELL_NOTION_SEED: seedFile({ workspace }), ROWBELL_RULES: rules };
    const second = await startLocal(env);
    expect(await second.get("/api/health")).toMatchObject({ demo: null });
    expect(await second.post("/api/poll")).toMatchObject({ rowsRead: expect.any(Number) });
    expect(await second.get<unknown[]>("/api/rules")).toHaveLength(3);
    const body = JSON.stringify({ parent: { workspace: true }, properties: {} });
    const page = await notion(second, "/v1/pages", { method: "POST", body });
    await second.kill();

    const third = await startLocal({ ...env, ROWBELL_DATA: second.dataFolder });
    expect(await notion(third, `/v1/pages/${page.id}`)).toMatchObject({ object: "page" });
    expect(await notion(third, "/_admin/knobs")).toMatchObject({ plan: "none" });
    await third.stop();

    const { code, output } = await runToItsEnd({ ...env, ROWBELL_RULES: "" });
    expect(code).toBe(1);
    expect(output.trim()).toMatch(
      /^Rowbell can't start: .*seed\.json brings a workspace: set ROWBELL_RULES to the id of its Rules database$/,
    );
  });

  test("names a file that is not there", async () => {
    const { code, output } = await runToItsEnd({ ROWBELL_NOTION_SEED: "/nowhere/seed.json" });
    expect(code).toBe(1);
    expect(output.trim()).toMatch(
      /^Rowbell can't start: cannot read the seed file \/nowhere\/seed\.json: .*$/,
    );
  });
});
