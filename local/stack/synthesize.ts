import { execFile } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../..");
/** What the template and the bundles are made of. */
const sources = ["cdk.json", "package-lock.json", "functions", "infra", "shared"];

/**
 * Synthesizes the stack into `folder`, bundles included, unless what is there is newer than all it is made of. Runs the app of
 * cdk.json as `cdk synth` does.
 * @returns was it synthesized anew?
 * @throws Error with what the app said.
 */
export async function synthesize(folder: string): Promise<boolean> {
  if (newest(sources.map((name) => join(root, name))) < timeOf(join(folder, "manifest.json"))) return false;
  const { app, context } = JSON.parse(readFileSync(join(root, "cdk.json"), "utf8")) as {
    app: string;
    context: object;
  };
  const [, ...args] = app.split(" ");
  try {
    await promisify(execFile)(process.execPath, args, {
      cwd: root,
      env: { ...process.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(context) },
    });
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new Error(`the stack can't be synthesized: ${stderr?.trim() || message}`);
  }
  return true;
}

function newest(paths: readonly string[]): number {
  return Math.max(...paths.map((path) => (statSync(path).isDirectory() ? newestIn(path) : timeOf(path))));
}

function newestIn(folder: string): number {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return Math.max(...names.map((name) => timeOf(join(folder, name))));
}

function timeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
