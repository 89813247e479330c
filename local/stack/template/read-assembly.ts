import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Template } from "./template.ts";

/** What `cdk synth` wrote: the stack's template and where its files lie. */
export type Assembly = {
  stackName: string;
  template: Template;
  /** The folder of an asset by the key of its object, `<hash>.zip`. @throws Error when there is none. */
  assetFolder(objectKey: string): string;
};

type Manifest = { artifacts: Record<string, { type: string; properties: { templateFile?: string } }> };
type Assets = {
  files: Record<string, { source: { path: string }; destinations: Record<string, { objectKey: string }> }>;
};

/** Reads a folder that the CDK wrote, with one stack in it. @throws Error in plain words when it is not that. */
export function readAssembly(folder: string): Assembly {
  const read = <T>(name: string) => JSON.parse(readFileSync(join(folder, name), "utf8")) as T;
  const stacks = Object.entries(read<Manifest>("manifest.json").artifacts).filter(
    ([, { type }]) => type === "aws:cloudformation:stack",
  );
  const [[stackName, { properties }] = ["", { properties: {} as { templateFile?: string } }]] = stacks;
  if (stacks.length !== 1 || !properties.templateFile)
    throw new Error(`${folder} holds ${stacks.length} stacks; it must be one, as infra/app.ts makes it`);
  const assets = Object.values(read<Assets>(`${stackName}.assets.json`).files);
  return {
    stackName,
    template: read<Template>(properties.templateFile),
    assetFolder(objectKey) {
      const asset = assets.find(({ destinations }) =>
        Object.values(destinations).some((destination) => destination.objectKey === objectKey),
      );
      if (!asset) throw new Error(`the template names the file ${objectKey}, which is not in ${folder}`);
      return join(folder, asset.source.path);
    },
  };
}
