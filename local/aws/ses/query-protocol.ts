import { Hono } from "hono";
import { AwsError } from "../aws-error.ts";
import type { NodeEnv } from "../serve-loopback.ts";

const NAMESPACE = "http://ses.amazonaws.com/doc/2010-12-01/";

/** The fields of a request, dotted names and all: `Destinations.member.1`. */
export type Fields = URLSearchParams;

/** One operation: answers the members of its result. `cut` breaks the connection, so that no answer arrives. */
export type QueryAction = (fields: Fields, cut: () => void) => Promise<Record<string, string>>;

/** An HTTP app that speaks AWS's Query protocol: a form in, the operation in its field `Action`, XML out. */
export function queryProtocol(actions: Record<string, QueryAction>, newId: () => string): Hono<NodeEnv> {
  const answer = (xml: string, status: number): Response =>
    new Response(`<?xml version="1.0"?>\n${xml}\n`, { status, headers: { "content-type": "text/xml" } });
  const app = new Hono<NodeEnv>();
  app.post("/", async (c) => {
    const fields = new URLSearchParams(await c.req.text());
    const name = fields.get("Action") ?? "";
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action) {
      const known = Object.keys(actions).join(" and ");
      throw new AwsError("InvalidAction", `the operation '${name}' is not emulated; only ${known} are`);
    }
    const result = await action(fields, () => c.env.incoming.socket.destroy());
    return answer(
      `<${name}Response xmlns="${NAMESPACE}"><${name}Result>${elements(result)}</${name}Result>` +
        `<ResponseMetadata>${elements({ RequestId: newId() })}</ResponseMetadata></${name}Response>`,
      200,
    );
  });
  app.onError((error) => {
    const { code, message, status } =
      error instanceof AwsError ? error : new AwsError("InternalFailure", error.message, 500);
    const details = { Type: status < 500 ? "Sender" : "Receiver", Code: code, Message: message };
    return answer(
      `<ErrorResponse xmlns="${NAMESPACE}"><Error>${elements(details)}</Error>${elements({ RequestId: newId() })}</ErrorResponse>`,
      status,
    );
  });
  return app;
}

/** The values of `<prefix>.member.1`, `.2` and so on. */
export function members(fields: Fields, prefix: string, suffix = ""): string[] {
  const values: string[] = [];
  for (let index = 1; ; index++) {
    const value = fields.get(`${prefix}.member.${index}${suffix}`);
    if (value === null) return values;
    values.push(value);
  }
}

function elements(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
    .join("");
}

function escapeXml(text: string): string {
  return text.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);
}
