import type { Resolve } from "./resolve.ts";
import { resourcesOf, type Template } from "./template.ts";

/** How a function's asynchronous events are repeated, and where those go that were given up. */
export type AsyncDefinition = { retries: number; maxAgeSeconds: number; destinationArn?: string };

type Properties = {
  FunctionName: string;
  MaximumRetryAttempts?: number;
  MaximumEventAgeInSeconds?: number;
  DestinationConfig?: { OnFailure?: { Destination: string } };
};

/** Lambda's own (developer guide, "Configuring error handling settings for asynchronous invocations"). */
const defaults = { retries: 2, maxAgeSeconds: 21_600 };

export function asyncSettingsOf(template: Template, resolve: Resolve, functionName: string): AsyncDefinition {
  const found = resourcesOf(template, "AWS::Lambda::EventInvokeConfig")
    .map(([, given]) => resolve<Properties>(given))
    .find(({ FunctionName }) => FunctionName === functionName);
  const destination = found?.DestinationConfig?.OnFailure?.Destination;
  return {
    retries: found?.MaximumRetryAttempts ?? defaults.retries,
    maxAgeSeconds: found?.MaximumEventAgeInSeconds ?? defaults.maxAgeSeconds,
    ...(destination !== undefined && { destinationArn: destination }),
  };
}
