import type { Resolve } from "./resolve.ts";
import { resourcesOf, type Template } from "./template.ts";

/** A route of the HTTP API, `GET /u/{token}`, and the function behind it. */
export type RouteDefinition = { method: string; path: string; functionArn: string };

export function routesOf(template: Template, resolve: Resolve): RouteDefinition[] {
  const integrations = new Map(
    resourcesOf(template, "AWS::ApiGatewayV2::Integration").map(([logicalId, given]) => [
      `integrations/${resolve<string>({ Ref: logicalId })}`,
      resolve<{ IntegrationUri: string }>(given).IntegrationUri,
    ]),
  );
  return resourcesOf(template, "AWS::ApiGatewayV2::Route").map(([logicalId, given]) => {
    const { RouteKey, Target } = resolve<{ RouteKey: string; Target: string }>(given);
    const [method = "", path = ""] = RouteKey.split(" ");
    const functionArn = integrations.get(Target);
    if (functionArn === undefined)
      throw new Error(`the route ${logicalId} leads to ${Target}, which is not there`);
    return { method, path, functionArn };
  });
}
