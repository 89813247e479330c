import { join } from "node:path";
import { readStackSettings } from "../../local/stack/settings.ts";
import { type LocalStack, startStack } from "../../local/stack/start-stack.ts";
import { synthesize } from "../../local/stack/synthesize.ts";
import { type Assembly, readAssembly } from "../../local/stack/template/read-assembly.ts";
import { demo } from "../support/demo.ts";
import { freePorts, type LocalRowbell, newFolder } from "../support/local-rowbell.ts";

const root = join(import.meta.dirname, "../..");

/** The stack as it is synthesized now. */
export async function currentAssembly(): Promise<Assembly> {
  const folder = join(root, "cdk.out");
  await synthesize(folder);
  return readAssembly(folder);
}

export type OpenStack = LocalStack & {
  workspace: ReturnType<typeof demo>;
  get: LocalRowbell["get"];
  post: LocalRowbell["post"];
};

/** Runs it in this process, on free ports and a folder of its own, without its schedules. */
export async function openStack(assembly: Assembly, env: Record<string, string> = {}): Promise<OpenStack> {
  const ROWBELL_PORT = String(await freePorts(7));
  const settings = readStackSettings({
    ROWBELL_PORT,
    ROWBELL_DATA: newFolder(),
    ROWBELL_POLL_SECONDS: "0",
    ...env,
  });
  const stack = await startStack(settings, assembly);
  const request = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const content =
      body === undefined
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    return (await (await fetch(stack.url + path, { method, ...content })).json()) as T;
  };
  const get: LocalRowbell["get"] = (path) => request("GET", path);
  const post: LocalRowbell["post"] = (path, body) => request("POST", path, body);
  const patch: LocalRowbell["patch"] = (path, body) => request("PATCH", path, body);
  return { ...stack, get, post, workspace: demo({ get, post, patch } as LocalRowbell) };
}

/** The same template after `change` has been at a copy of it. */
export function changed(
  assembly: Assembly,
  change: (resources: Assembly["template"]["Resources"]) => void,
): Assembly {
  const template = structuredClone(assembly.template);
  change(template.Resources);
  return { ...assembly, template };
}
