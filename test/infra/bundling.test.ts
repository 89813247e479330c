import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundle } from "../../infra/bundling.ts";

// Lambda loads the file by its path with credentials and region in the environment, which is all it gets here.
const load = `
const { handler } = require(process.argv[1]);
const undici = process.moduleLoadList.some((name) => name.includes("undici"));
console.log(JSON.stringify({ handler: typeof handler, parameters: handler.length, undici }));
`;
const lambdaEnvironment = {
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  ROWBELL_TABLE: "table",
  ROWBELL_RULES: "1f0e2d3c4b5a69788796a5b4c3d2e1f0",
  ROWBELL_NOTION_SECRET: "secret",
  ROWBELL_DELIVERY_QUEUE_URL: "http://127.0.0.1:9/queue",
  ROWBELL_MAIL_FROM: "rowbell@acme.test",
  ROWBELL_CONFIGURATION_SET: "set",
  ROWBELL_LINK_SECRET: "links",
};

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rowbell-bundle-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Sizes are KB gzipped; `without` are words of what a function has no use for: reading rules, setting mails. */
describe.each([
  { name: "poll", kilobytes: 165, without: "prefers-color-scheme" },
  { name: "deliver", kilobytes: 140, without: "isn't a number I can read" },
  { name: "mail-events", kilobytes: 70, without: "isn't a number I can read" },
  { name: "web", kilobytes: 85, without: "isn't a number I can read" },
])("the bundle of $name", { timeout: 60_000 }, ({ name, kilobytes, without }) => {
  const entry = fileURLToPath(new URL(`../../functions/${name}/index.ts`, import.meta.url));
  let outfile: string;

  beforeAll(async () => {
    outfile = join(folder, name, "index.js");
    await bundle(entry, outfile);
  });

  it("is loaded by Node as it lies there, without evaluating undici", () => {
    const answer = execFileSync(process.execPath, ["-e", load, outfile], {
      env: lambdaEnvironment,
      encoding: "utf8",
    });
    expect(JSON.parse(answer)).toMatchObject({ handler: "function", undici: false });
  });

  it("takes only the two parameters that Lambda's Node 24 allows", () => {
    const answer = execFileSync(process.execPath, ["-e", load, outfile], {
      env: lambdaEnvironment,
      encoding: "utf8",
    });
    expect(JSON.parse(answer).parameters).toBeLessThanOrEqual(2);
  });

  it(`stays under ${kilobytes} KB gzipped`, () => {
    expect(gzipSync(readFileSync(outfile)).length).toBeLessThan(kilobytes * 1000);
  });

  it("carries nothing that it has no use for", () => {
    expect(readFileSync(outfile, "utf8")).not.toContain(without);
  });

  it("has the same bytes each time, so that nothing is deployed when nothing changed", async () => {
    const again = join(folder, name, "again.js");
    await bundle(entry, again);
    expect(readFileSync(again).equals(readFileSync(outfile))).toBe(true);
  });
});
