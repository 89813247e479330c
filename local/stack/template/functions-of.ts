import type { FunctionDefinition } from "../lambda/function-definition.ts";
import type { Resolve } from "./resolve.ts";
import { resourcesOf, type Template } from "./template.ts";

type Properties = {
  Code: { S3Key: string };
  Handler: string;
  Runtime: string;
  MemorySize?: number;
  Timeout?: number;
  ReservedConcurrentExecutions?: number;
  Environment?: { Variables?: Record<string, string> };
  LoggingConfig?: { LogGroup?: string };
};

/** What a new account may run at once; 10 in some, until AWS trusts it (Lambda quotas). */
const accountConcurrency = 10;

/** The functions; `codeOf` tells the folder of an asset. @throws Error for another runtime than Node 24's. */
export function functionsOf(
  template: Template,
  resolve: Resolve,
  codeOf: (objectKey: string) => string,
): FunctionDefinition[] {
  return resourcesOf(template, "AWS::Lambda::Function").map(([logicalId, given]) => {
    const properties = resolve<Properties>(given);
    if (properties.Runtime !== "nodejs24.x")
      throw new Error(`${logicalId} wants ${properties.Runtime}; only nodejs24.x is run here`);
    return {
      logicalId,
      name: resolve<string>({ Ref: logicalId }),
      arn: resolve<string>({ "Fn::GetAtt": [logicalId, "Arn"] }),
      code: codeOf(properties.Code.S3Key),
      handler: properties.Handler,
      environment: properties.Environment?.Variables ?? {},
      memoryMb: properties.MemorySize ?? 128,
      timeoutSeconds: properties.Timeout ?? 3,
      concurrency: properties.ReservedConcurrentExecutions ?? accountConcurrency,
      logGroup: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${logicalId}`,
      role: roleOf(given),
    };
  });
}

function roleOf({ Role }: Record<string, unknown>): string {
  const [logicalId] = (Role as { "Fn::GetAtt"?: string[] })["Fn::GetAtt"] ?? [];
  return logicalId ?? "";
}
