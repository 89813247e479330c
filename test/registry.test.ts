import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { actions, runners, triggers } from "../shared/generated/registry.ts";
import { runnerFor, triggerFor } from "../shared/registry.ts";

function filesIn(folder: string): string[] {
  return readdirSync(new URL(`../shared/${folder}/`, import.meta.url)).map((file) =>
    file.replace(/\.ts$/, ""),
  );
}

describe("the registry", () => {
  test.each([
    { folder: "triggers", definitions: triggers },
    { folder: "actions", definitions: actions },
    { folder: "actions", definitions: runners },
  ])("holds each file of $folder, under its file's name", ({ folder, definitions }) => {
    expect(definitions.map(({ type }) => type).sort()).toEqual(filesIn(folder).sort());
  });

  test("offers every label once", () => {
    for (const definitions of [triggers, actions]) {
      const labels = definitions.map(({ label }) => label.toLowerCase());
      expect(new Set(labels).size).toBe(labels.length);
    }
  });

  test("is what generate would write", () => {
    const script = fileURLToPath(new URL("../shared/generated/generate.ts", import.meta.url));
    expect(() => execFileSync(process.execPath, [script, "--check"], { stdio: "pipe" })).not.toThrow();
  });

  test("finds a definition by its type and names the ones it knows otherwise", () => {
    expect(triggerFor("row-changes").label).toBe("Row changes");
    expect(runnerFor("update-row").isRepeatable).toBe(true);
    expect(() => triggerFor("row-sings")).toThrow(
      `unknown trigger "row-sings"; this version knows ${triggers.map(({ type }) => type).join(", ")}`,
    );
    const types = actions.map(({ type }) => type).join(", ");
    expect(() => runnerFor("send-fax")).toThrow(`unknown action "send-fax"; this version knows ${types}`);
  });
});
