// Writes registry.ts beside it from the files in triggers/ and actions/, and their table in docs/rules.md from what their
// definitions say. `--check` only compares.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mailStyle } from "../domain/message/mail-style.ts";

const registryFile = new URL("./registry.ts", import.meta.url);
const rulesFile = new URL("../../docs/rules.md", import.meta.url);

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
  const runnerOf = (file: string) => `${camelCase(file)}Runner`;
  const imports = [
    ...kinds.actions.map(
      (file) => `import ${camelCase(file)}, { runner as ${runnerOf(file)} } from "../actions/${file}";`,
    ),
    ...kinds.triggers.map((file) => `import ${camelCase(file)} from "../triggers/${file}";`),
  ];
  return `// Written by \`npm run generate\` from the files in triggers/ and actions/.
${imports.slice(0, kinds.actions.length).join("\n")}
import type { Action, Runner, Trigger } from "../define.ts";
${imports.slice(kinds.actions.length).join("\n")}

export const triggers: readonly Trigger[] = [${kinds.triggers.map(camelCase).join(", ")}];
export const actions: readonly Action[] = [${kinds.actions.map(camelCase).join(", ")}];
export const runners: readonly Runner[] = [${kinds.actions.map(runnerOf).join(", ")}];
`;
}

const marks = ["<!-- written by npm run generate -->", "<!-- end -->"] as const;

/** The authors' page with its table of kinds as the definitions have it. */
async function rulesPage(page: string): Promise<string> {
  const { triggers, actions }: typeof import("./registry.ts") = await import(registryFile.href);
  const rows = [
    "| When or Then | what it does | Which, or Options |",
    "|---|---|---|",
    ...triggers.map(({ label, help, which }) => `| **${label}** | ${help} | ${which} |`),
    ...[...actions, mailStyle].map(
      ({ label, help, options }) => `| **${label}** | ${help} | ${inOptions(options)}|`,
    ),
  ];
  const [start, end] = marks;
  const before = page.slice(0, page.indexOf(start) + start.length);
  return `${before}\n${rows.join("\n")}\n${page.slice(page.indexOf(end))}`;
}

function inOptions(options: Readonly<Record<string, string>> = {}): string {
  return Object.values(options)
    .map((examples) => `${examples}. `)
    .join("");
}

const isCheck = process.argv.includes("--check");

function settle(file: URL, text: string): void {
  if (readFileSync(file, "utf8") === text) return;
  if (!isCheck) {
    writeFileSync(file, text);
    return;
  }
  console.error(`${file.pathname.split("/").slice(-2).join("/")} is stale; run npm run generate`);
  process.exitCode = 1;
}

settle(registryFile, registry());
settle(rulesFile, await rulesPage(readFileSync(rulesFile, "utf8")));
