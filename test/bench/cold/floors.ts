import { randomUUID } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "../../../infra/bundling.ts";
import type { FunctionDefinition } from "../../../local/stack/lambda/function-definition.ts";
import { type AFunction, aFunction } from "../../stack/a-function.ts";
import { newFolder } from "../../support/local-rowbell.ts";

const root = join(import.meta.dirname, "../../..");

/** What a function is compared with: one that only makes its AWS clients, and one that does nothing. */
export type Floors = { clients: AFunction; empty: AFunction };

/** Both bundled and run as the function is, a new process for each run. `service` names it: `poll`, `deliver`. */
export async function floorsOf(service: string, like: FunctionDefinition): Promise<Floors> {
  const { memoryMb, timeoutSeconds } = like;
  const made = async (source: string) =>
    aFunction(await bundled(source), { memoryMb, timeoutSeconds }, { recycleChance: 1 });
  return {
    clients: await made(clientsOf(service)),
    empty: await made("export const handler = async () => {};"),
  };
}

/** The clients that the function's services make, by what they import. */
function clientsOf(service: string): string {
  const text = readFileSync(join(root, "shared/services", `${service}-services.ts`), "utf8");
  const imports = [...text.matchAll(/^import \{ (\w+Client) \} from "@aws-sdk\/[\w-]+";$/gm)];
  if (imports.length === 0) throw new Error(`shared/services/${service}-services.ts makes no AWS client`);
  const makes = imports.map(([, client]) => `new ${client}({})`).join(", ");
  return `${imports.map(([line]) => line).join("\n")}\nconst made = [${makes}];\nexport const handler = async () => made.length;`;
}

async function bundled(source: string): Promise<string> {
  // Inside the project, so that its packages are found.
  const entry = join(root, "node_modules", `.rowbell-cold-${randomUUID()}.ts`);
  const outfile = join(newFolder(), "index.js");
  writeFileSync(entry, source);
  await bundle(entry, outfile);
  rmSync(entry);
  return readFileSync(outfile, "utf8");
}
