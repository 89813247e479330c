import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const folders = ["functions", "infra", "local", "shared"];

/** What all of the pipeline may import; a change goes from rules to judge, rows, windows and clock, and none looks back. */
const pipelineBase = [
  "shared/define.ts",
  "shared/domain/",
  "shared/generated/",
  "shared/pipeline/notion-now.ts",
  "shared/pipeline/render-context.ts",
  "shared/pipeline/still-in.ts",
  "shared/ports",
  "shared/registry.ts",
];

/** What each part may import, as path prefixes; the first matching part counts. `node:` and packages by name. */
const rules: { part: string; may: string[]; types?: string[] }[] = [
  { part: "shared/env.ts", may: [] },
  { part: "shared/table.ts", may: [] },
  { part: "shared/domain/", may: ["shared/domain/", "node:crypto", "node:url"] },
  { part: "shared/ports", may: ["shared/domain/", "shared/ports/"] },
  { part: "shared/define.ts", may: ["shared/domain/", "shared/ports"] },
  { part: "shared/triggers/", may: ["shared/define.ts", "shared/domain/"] },
  { part: "shared/actions/", may: ["shared/define.ts", "shared/domain/"] },
  { part: "shared/generated/", may: ["shared/define.ts", "shared/triggers/", "shared/actions/"] },
  {
    part: "shared/registry.ts",
    may: ["shared/define.ts", "shared/generated/", "shared/domain/message/mail-style.ts"],
  },
  { part: "shared/pipeline/rules/", may: [...pipelineBase, "shared/pipeline/rules/"] },
  {
    part: "shared/pipeline/judge/",
    may: [...pipelineBase, "shared/pipeline/judge/", "shared/pipeline/rules/"],
  },
  {
    part: "shared/pipeline/rows/",
    may: [...pipelineBase, "shared/pipeline/rows/", "shared/pipeline/rules/", "shared/pipeline/judge/"],
  },
  {
    part: "shared/pipeline/windows/",
    may: [
      ...pipelineBase,
      "shared/pipeline/windows/",
      "shared/pipeline/rules/",
      "shared/pipeline/judge/",
      "shared/pipeline/rows/",
    ],
  },
  {
    part: "shared/pipeline/clock/",
    may: [
      ...pipelineBase,
      "shared/pipeline/clock/",
      "shared/pipeline/rules/",
      "shared/pipeline/judge/",
      "shared/pipeline/rows/",
    ],
  },
  {
    part: "shared/pipeline/ask/",
    may: [
      ...pipelineBase,
      "shared/pipeline/ask/",
      "shared/pipeline/rules/",
      "shared/pipeline/judge/",
      "shared/pipeline/rows/",
    ],
  },
  {
    part: "shared/pipeline/report/",
    may: [...pipelineBase, "shared/pipeline/report/", "shared/pipeline/rules/", "shared/pipeline/judge/"],
  },
  {
    part: "shared/pipeline/deliver/",
    may: [...pipelineBase, "shared/pipeline/deliver/", "shared/pipeline/report/"],
  },
  { part: "shared/pipeline/web/", may: [...pipelineBase, "shared/pipeline/web/"] },
  { part: "shared/pipeline/", may: [...pipelineBase, "shared/pipeline/"] },
  {
    part: "shared/stores/",
    may: ["shared/domain/", "shared/ports", "shared/stores/", "shared/table.ts", "node:crypto", "node:zlib"],
  },
  {
    part: "shared/adapters/",
    may: [
      "shared/adapters/",
      "shared/domain/",
      "shared/env.ts",
      "shared/ports",
      "shared/stores/table.ts",
      "shared/table.ts",
      "@aws-sdk/",
      "@notionhq/client",
      "nodemailer",
      "node:",
    ],
  },
  {
    part: "shared/services/",
    may: [
      "shared/adapters/",
      "shared/domain/",
      "shared/env.ts",
      "shared/ports",
      "shared/services/",
      "shared/stores/",
      "@aws-sdk/",
      "node:crypto",
      "node:timers",
    ],
  },
  {
    part: "functions/",
    may: ["functions/", "shared/pipeline/", "shared/ports", "shared/services/", "@middy/", "aws-lambda"],
  },
  {
    part: "infra/",
    may: [
      "infra/",
      "shared/env.ts",
      "shared/table.ts",
      "shared/generated/registry.ts",
      "aws-cdk-lib",
      "constructs",
      "cdk-nag",
      "esbuild",
      "valibot",
      "node:",
    ],
  },
  // Emulators import nothing from shared/: one that reuses our mapping proves nothing.
  {
    part: "local/notion/",
    may: ["local/notion/", "local/clock.ts", "local/random.ts", "hono", "@hono/", "valibot", "node:"],
  },
  {
    part: "local/aws/",
    may: [
      "local/aws/",
      "local/clock.ts",
      "local/random.ts",
      "hono",
      "@hono/",
      "valibot",
      "postal-mime",
      "@aws-sdk/",
      "aws-lambda",
      "node:",
    ],
  },
  { part: "local/setup/", may: ["local/setup/", "local/cli/", "@notionhq/client", "node:util"] },
  {
    part: "local/demo/",
    may: ["local/demo/", "local/setup/", "local/notion/entities.ts", "@notionhq/client", "node:fs"],
  },
  // Lambda, IAM and the template, as emulators; what ties them together is like all of local/.
  {
    part: "local/stack/lambda/",
    may: ["local/stack/lambda/", "local/random.ts", "valibot", "node:"],
  },
  { part: "local/stack/iam/", may: ["local/stack/iam/", "local/stack/template/", "node:"] },
  {
    part: "local/stack/template/",
    may: ["local/stack/template/", "node:fs", "node:path"],
    types: ["local/stack/lambda/", "local/stack/iam/", "local/aws/sqs/queue.ts", "@aws-sdk/"],
  },
  {
    part: "local/stack/events/",
    may: [
      "local/stack/events/",
      "local/stack/lambda/",
      "local/stack/template/",
      "local/aws/",
      "hono",
      "node:",
    ],
  },
  { part: "local/clock.ts", may: ["node:"] },
  { part: "local/cli/", may: ["local/cli/", "node:util"] },
  { part: "local/random.ts", may: [] },
  // The page knows the shapes of what it asks for, and nothing else.
  {
    part: "local/page/",
    may: ["local/page/", "preact", "@preact/", "@tanstack/virtual-core"],
    types: ["local/", "shared/", "@notionhq/client"],
  },
  {
    part: "local/",
    may: [
      "local/",
      "functions/",
      "shared/",
      "hono",
      "@hono/",
      "esbuild",
      "@aws-sdk/",
      "@notionhq/client",
      "aws-lambda",
      "node:",
    ],
  },
];

type Import = { file: string; target: string; isTypeOnly: boolean };

const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    // The generator's text holds the imports it writes.
    .filter((name) => /\.tsx?$/.test(name) && name !== "generated/generate.ts")
    .map((name) => join(folder, name)),
);

const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(join(root, file), "utf8");
  const statements = text.matchAll(
    /^(?:import|export)\s(type\s)?[^;'"]*?from\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gms,
  );
  return Array.from(statements, ([, isType, from, bare, dynamic]) => {
    const specifier = (from ?? bare ?? dynamic) as string;
    const target = specifier.startsWith(".") ? normalize(join(dirname(file), specifier)) : specifier;
    return { file, target, isTypeOnly: isType !== undefined };
  });
});

describe("the architecture", () => {
  it("lets every part import only what it may", () => {
    const broken = imports.filter(({ file, target, isTypeOnly }) => {
      const rule = rules.find(({ part }) => file.startsWith(part));
      const may = [...(rule?.may ?? []), ...(isTypeOnly ? (rule?.types ?? []) : [])];
      return !may.some((prefix) => target.startsWith(prefix));
    });
    expect(broken.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  it("has no import cycles, not even of types", () => {
    const graph = new Map(
      files.map((file) => [file, imports.filter((item) => item.file === file).map((item) => item.target)]),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(" → "));
      if (done.has(file) || path.includes(file)) return;
      for (const target of graph.get(file) ?? []) if (graph.has(target)) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it("keeps every source below 300 lines", () => {
    const long = files.filter((file) => readFileSync(join(root, file), "utf8").split("\n").length > 300);
    expect(long).toEqual([]);
  });

  it.each(["functions", "shared"])("has no special case for running locally in %s", (folder) => {
    const mentions = files
      .filter((file) => file.startsWith(folder))
      .filter((file) =>
        /\b(isLocal|localhost|127\.0\.0\.1|NODE_ENV)\b/.test(readFileSync(join(root, file), "utf8")),
      );
    expect(mentions).toEqual([]);
  });

  it("reads no clock, randomness or environment in the domain and the pipeline", () => {
    const impure = /\bDate\.now\(|new Date\(\)|Math\.random|process\.env|setTimeout|\bfetch\(/;
    const found = files
      .filter((file) => /^shared\/(domain|pipeline|triggers|actions)\//.test(file))
      .filter((file) => impure.test(readFileSync(join(root, file), "utf8")));
    expect(found).toEqual([]);
  });
});
