import { readFileSync, rmSync } from "node:fs";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { readConfig } from "../../infra/config.ts";
import { RowbellStack } from "../../infra/rowbell-stack.ts";

export type Resource = { Type: string; Properties: Record<string, unknown>; DeletionPolicy?: string };

const team = {
  "rowbell:rules": "1f0e2d3c4b5a69788796a5b4c3d2e1f0",
  "rowbell:mailFrom": "Rowbell <rowbell@acme.test>",
  "rowbell:mailIdentity": "acme.test",
};

/** The app as `cdk synth` makes it, with cdk.json's flags and a team's values, but without bundling the handlers. */
export function synthesize(context: Record<string, unknown> = {}) {
  const cdkJson = JSON.parse(readFileSync(new URL("../../cdk.json", import.meta.url), "utf8")) as {
    context: Record<string, unknown>;
  };
  const app = new App({
    context: { ...cdkJson.context, ...team, "aws:cdk:bundling-stacks": [], ...context },
  });
  const config = readConfig((key) => app.node.tryGetContext(key));
  const stack = new RowbellStack(app, `Rowbell-${config.stage}`, { config });
  const template = Template.fromStack(stack);
  rmSync(app.outdir, { recursive: true });
  const resources = template.toJSON().Resources as Record<string, Resource>;
  return { app, stack, template, resources };
}

/** A value of the template as text: references become the name of what they point at, without its hash. */
export function inWords(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return value.map(inWords).join(",");
  const [[intrinsic, argument] = ["", undefined]] = Object.entries(value) as [string, unknown][];
  if (intrinsic === "Ref") return withoutHash(String(argument));
  if (intrinsic === "Fn::GetAtt") return withoutHash(String((argument as string[])[0]));
  if (intrinsic === "Fn::Join") return (argument as [string, unknown[]])[1].map(inWords).join("");
  return JSON.stringify(value);
}

/** Logical ids end in eight hex digits of their path. */
export function withoutHash(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, "");
}
