// Writes docs/notion-coverage.md. `--check` only compares.
import { readFileSync, writeFileSync } from "node:fs";
import { coverageDocument } from "./document.ts";

const file = new URL("../../../docs/notion-coverage.md", import.meta.url);
const text = coverageDocument();

if (!process.argv.includes("--check")) writeFileSync(file, text);
else if (readFileSync(file, "utf8") !== text) {
  console.error("docs/notion-coverage.md is stale; run npm run generate");
  process.exitCode = 1;
}
