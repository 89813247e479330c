import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type FaultSettings, lambdaFaults } from "../../local/stack/lambda/faults.ts";
import { createFunction, type LambdaFunction } from "../../local/stack/lambda/function.ts";
import type { FunctionDefinition } from "../../local/stack/lambda/function-definition.ts";
import { newFolder } from "../support/local-rowbell.ts";

export type AFunction = LambdaFunction & { lines: string[]; failures: string[] };

/** A function of a few lines of JavaScript, as esbuild leaves it: `code` sets `exports.handler`. */
export function aFunction(
  code: string,
  definition: Partial<FunctionDefinition> = {},
  faults: Partial<FaultSettings> = {},
): AFunction {
  const folder = join(newFolder(), "task");
  mkdirSync(folder);
  writeFileSync(join(folder, "index.js"), code);
  const lines: string[] = [];
  const failures: string[] = [];
  const created = createFunction({
    definition: {
      logicalId: "Small",
      name: "small",
      arn: "arn:aws:lambda:us-east-1:000000000000:function:small",
      code: folder,
      handler: "index.handler",
      environment: { GREETING: "hello" },
      memoryMb: 256,
      timeoutSeconds: 20,
      concurrency: 10,
      logGroup: "/aws/lambda/small",
      role: "Role",
      ...definition,
    },
    surroundings: { AWS_REGION: "us-east-1" },
    faults: lambdaFaults(faults),
    onLine: (line) => lines.push(line),
    onFailure: ({ errorType }) => failures.push(errorType),
  });
  return { ...created, lines, failures };
}
