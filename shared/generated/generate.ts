// Writes registry.ts beside it from the files in triggers/ and actions/. `--check` only compares.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const registryFile = new URL("./registry.ts", import.meta.url);

function filesIn(folder: string): string[] {
  return readdirSync(new URL(`../${folder}/`, import.meta.url))
    .filter((name) => name.endsWith(".ts"))
    .sort();
}

function camelCase(file: string): string {
  return file.replace(/\.ts$/, "").replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function registry(): string {
  const kinds = { actions: filesIn("actions"), triggers: filesIn("triggers") };
  const imports = Object.entries(kinds).flatMap(([folder, files]) =>
    files.map((file) => `import ${camelCase(file)} from "../${folder}/${file}";`),
  );
  return `// Written by \`npm run generate\` from the files in triggers/ and actions/.
${imports.slice(0, kinds.actions.length).join("\n")}
import type { Action, Trigger } from "../define.ts";
${imports.slice(kinds.actions.length).join("\n")}

export const triggers: readonly Trigger[] = [${kinds.triggers.map(camelCase).join(", ")}];
export const actions: readonly Action[] = [${kinds.actions.map(camelCase).join(", ")}];
`;
}

const text = registry();
if (!process.argv.includes("--check")) {
  writeFileSync(registryFile, text);
} else if (readFileSync(registryFile, "utf8") !== text) {
  console.error("shared/generated/registry.ts is stale; run npm run generate");
  process.exitCode = 1;
}
