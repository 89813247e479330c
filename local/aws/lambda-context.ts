import type { Context } from "aws-lambda";

/** The context of one invocation, with as much time left as the machine's own time says: Lambda's limit knows no other clock. */
export function lambdaContext(requestId: string, functionName: string, timeoutSeconds: number): Context {
  const end = performance.now() + timeoutSeconds * 1000;
  const outdated = (): never => {
    throw new Error("answer with a promise: Lambda's Node 24 knows no context.done, fail or succeed");
  };
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
    memoryLimitInMB: "512",
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: "local",
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(end - performance.now())),
    done: outdated,
    fail: outdated,
    succeed: outdated,
  };
}
