import type { Resolve } from "./resolve.ts";
import { resourcesOf, type Template } from "./template.ts";

/** A queue whose messages a function is run on. */
export type MappingDefinition = {
  queueArn: string;
  functionName: string;
  batchSize: number;
  /** Batches at the same time. */
  concurrency: number;
  /** Does the function tell which messages failed? Else a batch fails or succeeds as a whole. */
  reportsFailures: boolean;
};

type Properties = {
  EventSourceArn: string;
  FunctionName: string;
  BatchSize?: number;
  Enabled?: boolean;
  FunctionResponseTypes?: string[];
  ScalingConfig?: { MaximumConcurrency?: number };
};

/** How many batches Lambda begins with; without a maximum it goes on from there (developer guide, "Scaling"). */
const firstPollers = 5;

export function mappingsOf(template: Template, resolve: Resolve): MappingDefinition[] {
  return resourcesOf(template, "AWS::Lambda::EventSourceMapping")
    .map(([, given]) => resolve<Properties>(given))
    .filter(({ Enabled = true }) => Enabled)
    .map((properties) => ({
      queueArn: properties.EventSourceArn,
      functionName: properties.FunctionName.split(":").at(-1) ?? "",
      batchSize: properties.BatchSize ?? 10,
      concurrency: properties.ScalingConfig?.MaximumConcurrency ?? firstPollers,
      reportsFailures: properties.FunctionResponseTypes?.includes("ReportBatchItemFailures") ?? false,
    }));
}
