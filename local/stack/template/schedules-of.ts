import type { Resolve } from "./resolve.ts";
import { resourcesOf, type Template } from "./template.ts";

/** What EventBridge Scheduler does each so many seconds. */
export type ScheduleDefinition = {
  logicalId: string;
  seconds: number;
  targetArn: string;
  /** Logical id of the role it sends with. */
  role: string;
  /** With `<aws.scheduler.…>` places. */
  input: string;
  messageGroupId?: string;
};

type Properties = {
  ScheduleExpression: string;
  State?: string;
  Target: { Arn: string; Input?: string; SqsParameters?: { MessageGroupId?: string } };
};

const units: Record<string, number> = { minute: 60, hour: 3_600, day: 86_400 };

export function schedulesOf(template: Template, resolve: Resolve): ScheduleDefinition[] {
  return resourcesOf(template, "AWS::Scheduler::Schedule")
    .filter(([, { State }]) => State !== "DISABLED")
    .map(([logicalId, given]) => {
      const { ScheduleExpression, Target } = resolve<Properties>(given);
      const group = Target.SqsParameters?.MessageGroupId;
      return {
        logicalId,
        seconds: secondsOf(ScheduleExpression, logicalId),
        targetArn: Target.Arn,
        role: roleOf(given),
        input: Target.Input ?? "{}",
        ...(group !== undefined && { messageGroupId: group }),
      };
    });
}

function roleOf(given: Record<string, unknown>): string {
  const { RoleArn } = given.Target as { RoleArn?: { "Fn::GetAtt"?: string[] } };
  return RoleArn?.["Fn::GetAtt"]?.[0] ?? "";
}

/** @throws Error for an expression that is no rate: the stack has none. */
function secondsOf(expression: string, logicalId: string): number {
  const [, value, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const seconds = Number(value) * (units[unit ?? ""] ?? 0);
  if (seconds > 0) return seconds;
  throw new Error(`${logicalId} is to run at ${expression}; only rate(…) is run here`);
}
