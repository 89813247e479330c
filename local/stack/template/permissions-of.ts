import type { Resolve } from "./resolve.ts";
import { resourcesOf, type Template } from "./template.ts";

/** Who may run a function: a service, in the name of a resource where one is given. */
export type InvokePermission = { functionArn: string; service: string; sourceArn?: string };

export function invokePermissionsOf(template: Template, resolve: Resolve): InvokePermission[] {
  return resourcesOf(template, "AWS::Lambda::Permission").map(([, given]) => {
    const { FunctionName, Principal, SourceArn } = resolve<{
      FunctionName: string;
      Principal: string;
      SourceArn?: string;
    }>(given);
    return {
      functionArn: FunctionName,
      service: Principal,
      ...(SourceArn !== undefined && { sourceArn: SourceArn }),
    };
  });
}
