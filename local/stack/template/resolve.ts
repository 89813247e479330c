import { account } from "./account.ts";
import { type Addresses, attributesOf } from "./attributes.ts";
import type { Template } from "./template.ts";

/** Replaces every reference in a value of the template. @throws Error naming one that nothing here answers. */
export type Resolve = <T = unknown>(value: unknown) => T;

const pseudo: Record<string, unknown> = {
  "AWS::AccountId": account.id,
  "AWS::Region": account.region,
  "AWS::Partition": account.partition,
  "AWS::URLSuffix": "amazonaws.com",
  "AWS::NoValue": undefined,
};

/** Resolves the intrinsic functions that the CDK writes: Ref, GetAtt, Join, Sub, Select, Split. */
export function resolverFor(template: Template, stackName: string, addresses: Addresses): Resolve {
  const attributes = (logicalId: string) => {
    const resource = template.Resources[logicalId];
    return resource && attributesOf({ stackName, logicalId, resource, addresses });
  };
  const reference = (name: string): unknown => {
    if (name === "AWS::StackName") return stackName;
    if (Object.hasOwn(pseudo, name)) return pseudo[name];
    const found = attributes(name)?.ref;
    if (found === undefined) throw new Error(`the template refers to ${name}, which it does not have`);
    return found;
  };
  const attribute = (logicalId: string, name: string): string => {
    const found = attributes(logicalId)?.[name];
    if (found !== undefined) return found;
    const type = template.Resources[logicalId]?.Type ?? "no resource";
    throw new Error(
      `the template asks for ${name} of ${logicalId} (${type}), which is not emulated; add it in local/stack/template/attributes.ts`,
    );
  };
  const functions: Record<string, (argument: unknown) => unknown> = {
    Ref: (argument) => reference(String(argument)),
    "Fn::GetAtt": (argument) => {
      const [logicalId = "", name = ""] =
        typeof argument === "string" ? argument.split(".") : (argument as string[]);
      return attribute(logicalId, name);
    },
    "Fn::Join": (argument) => {
      const [by, parts] = argument as [string, unknown];
      return (resolve(parts) as unknown[]).join(by);
    },
    "Fn::Split": (argument) => {
      const [by, text] = argument as [string, unknown];
      return String(resolve(text)).split(by);
    },
    "Fn::Select": (argument) => {
      const [index, list] = argument as [number | string, unknown];
      return (resolve(list) as unknown[])[Number(index)];
    },
    "Fn::Sub": (argument) => {
      const [text, own = {}] = (Array.isArray(argument) ? argument : [argument]) as [
        string,
        Record<string, unknown>?,
      ];
      return text.replace(/\$\{(!?)([^}]+)\}/g, (whole, literal: string, name: string) => {
        if (literal) return `\${${name}}`;
        if (Object.hasOwn(own, name)) return String(resolve(own[name]));
        const [logicalId = "", ...rest] = name.split(".");
        return rest.length === 0 ? String(reference(name)) : attribute(logicalId, rest.join(".")) || whole;
      });
    },
  };
  const resolve = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(resolve);
    const entries = Object.entries(value);
    const [[name, argument] = ["", undefined]] = entries;
    if (entries.length === 1 && (name === "Ref" || name.startsWith("Fn::"))) {
      const run = functions[name];
      if (!run)
        throw new Error(
          `the template uses ${name}, which is not emulated; ${Object.keys(functions).join(", ")} are`,
        );
      return run(argument);
    }
    return Object.fromEntries(entries.map(([key, item]) => [key, resolve(item)]));
  };
  return <T>(value: unknown) => resolve(value) as T;
}
