import { ENV } from "../../shared/env.ts";
import type { Story } from "../console/story.ts";
import type { Callers } from "./callers.ts";
import type { Deployment } from "./deployment.ts";
import type { Faults } from "./lambda/faults.ts";
import { createFunction, type LambdaFunction } from "./lambda/function.ts";
import type { FunctionDefinition } from "./lambda/function-definition.ts";
import { account } from "./template/account.ts";

export type FunctionsOptions = {
  deployment: Deployment;
  callers: Callers;
  endpoints: Readonly<Record<string, string>>;
  /** What a deployment is told and this machine knows better: where Notion and the rules are. */
  own: Readonly<Record<string, string>>;
  faults: Faults;
  story: Story;
};

/** A function that runs, with the key it calls with. */
export type RunningFunction = LambdaFunction & { accessKeyId: string };

/** The template's functions, each with a key of its own. They have no process until they are first run. */
export function startFunctions(options: FunctionsOptions): RunningFunction[] {
  const { deployment, callers, endpoints, faults, story } = options;
  return deployment.functions.map((definition) => {
    const { logicalId, name, role } = definition;
    const statements = deployment.statements.get(role) ?? [];
    const accessKeyId = callers.issue({ name, role, statements });
    const surroundings = {
      AWS_REGION: account.region,
      AWS_DEFAULT_REGION: account.region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_SESSION_TOKEN: "local",
      ...endpoints,
    };
    const created = createFunction({
      definition: { ...definition, environment: environmentOf(definition, options.own) },
      surroundings,
      faults,
      onLine: (line) => tell(story, logicalId, line),
      onFailure: ({ errorType, errorMessage }) =>
        story.log.error("run-failed", {
          function: logicalId,
          errorType,
          reason: `${logicalId}: ${errorMessage} (${errorType})`,
        }),
    });
    return { ...created, accessKeyId };
  });
}

/** Whoever reads Notion is told where it is; where the rules are, whoever the template tells it. */
function environmentOf({ environment }: FunctionDefinition, own: Readonly<Record<string, string>>) {
  const { [ENV.rules]: rules, ...notion } = own;
  return {
    ...environment,
    ...(ENV.notionSecret in environment && notion),
    ...(rules !== undefined && ENV.rules in environment && { [ENV.rules]: rules }),
  };
}

/** A line of a function's log, into the story where it is one of ours. */
function tell({ log }: Story, logicalId: string, line: string): void {
  try {
    const { time: _time, level, event, ...fields } = JSON.parse(line);
    if (typeof event !== "string" || (level !== "info" && level !== "error")) throw new Error("not ours");
    log[level as "info" | "error"](event, fields);
  } catch {
    console.error(`${logicalId}: ${line}`);
  }
}
