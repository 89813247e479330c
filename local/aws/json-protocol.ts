import { Hono } from "hono";
import * as v from "valibot";
import { AwsError } from "./aws-error.ts";
import type { NodeEnv } from "./serve-loopback.ts";

/** One operation: its input is unchecked JSON; `signal` aborts when the caller hangs up. */
export type Action = (input: unknown, signal: AbortSignal) => unknown;

export type JsonService = {
  /** What stands before the dot of the X-Amz-Target header. */
  target: string;
  /** What stands before the `#` of an error's `__type`. */
  namespace: string;
  version: "1.0" | "1.1";
  actions: Record<string, Action>;
  newId: () => string;
  /** Codes of the service's older Query protocol where they differ; the SDK shows them as `error.Code`. */
  queryCodes?: Record<string, string>;
};

/** An HTTP app that speaks AWS's JSON protocol: POST /, the operation in X-Amz-Target, one JSON object each way. */
export function jsonProtocol(service: JsonService): Hono<NodeEnv> {
  const contentType = `application/x-amz-json-${service.version}`;
  const answer = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
    new Response(JSON.stringify(body ?? {}), {
      status,
      headers: { "content-type": contentType, "x-amzn-requestid": service.newId(), ...headers },
    });
  const app = new Hono<NodeEnv>();
  // The SDK posts to the root, or to the path of the queue it was given.
  app.post("*", async (c) => {
    const [target, name = ""] = (c.req.header("x-amz-target") ?? "").split(".");
    const action = Object.hasOwn(service.actions, name) ? service.actions[name] : undefined;
    if (target !== service.target || !action) throw unknownAction(service, name);
    return answer(await action(parse(await c.req.text()), c.req.raw.signal));
  });
  app.onError((error) => {
    const { code, message, status } = asAwsError(error);
    const queryCode = service.queryCodes?.[code] ?? code;
    return answer({ __type: `${service.namespace}#${code}`, message }, status, {
      "x-amzn-query-error": `${queryCode};${status < 500 ? "Sender" : "Receiver"}`,
    });
  });
  return app;
}

function unknownAction(service: JsonService, name: string): AwsError {
  const known = Object.keys(service.actions).join(", ");
  return new AwsError("UnknownOperationException", `the operation '${name}' is not emulated; ${known} are`);
}

function parse(body: string): unknown {
  try {
    return body === "" ? {} : JSON.parse(body);
  } catch (error) {
    throw new AwsError("SerializationException", `the body is not JSON: ${(error as Error).message}`);
  }
}

function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof v.ValiError) {
    const [issue] = error.issues;
    const at = v.getDotPath(issue) ?? "input";
    // As AWS does: what is absent is told apart from what is wrong.
    return issue.input === undefined
      ? new AwsError("MissingParameter", `The request must contain the parameter ${at}.`)
      : new AwsError("InvalidParameterValue", `${at}: ${issue.message}`);
  }
  return new AwsError("InternalFailure", error instanceof Error ? error.message : String(error), 500);
}
