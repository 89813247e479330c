import { Hono } from "hono";
import { AwsError } from "../aws-error.ts";
import type { NodeEnv } from "../serve-loopback.ts";

const NAMESPACE = "http://ses.amazonaws.com/doc/2010-12-01/";

/** The fields of a request, dotted names and all: `Destinations.member.1`. */
export type Fields = URLSearchParams;

/** A member of an answer: a text, a list, a map of any keys, or a structure. */
type QueryValue =
  | string
  | readonly QueryValue[]
  | ReadonlyMap<string, QueryValue>
  | { readonly [name: string]: QueryValue };

/** One operation: answers the members of its result. `cut` breaks the connection, so that no answer arrives. */
export type QueryAction = (
  fields: Fields,
  cut: () => void,
) => Record<string, QueryValue> | Promise<Record<string, QueryValue>>;

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
      const known = Object.keys(actions).join(", ");
      throw new AwsError(
        "InvalidAction",
        `the operation '${name}' is not emulated; only these are: ${known}`,
      );
    }
    const result = await action(fields, () => c.env.incoming.socket.destroy());
    return answer(
      `<${name}Response xmlns="${NAMESPACE}"><${name}Result>${elements(result)}</${name}Result>` +
        `<ResponseMetadata>${elements({ RequestId: newId() })}</ResponseMetadata></${name}Response>`,
      200,
    );
  });
  app.onError((error) => {
    const { code, message, status, members } =
      error instanceof AwsError ? error : new AwsError("InternalFailure", error.message, 500);
    const details = { Type: status < 500 ? "Sender" : "Receiver", Code: code, Message: message, ...members };
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

/** The value of a field that must be there. @throws AwsError ValidationError. */
export function required(fields: Fields, name: string): string {
  const value = fields.get(name);
  if (value) return value;
  const member = name.replace(/(^|\.)[A-Z]/g, (start) => start.toLowerCase());
  throw new AwsError(
    "ValidationError",
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

function elements(values: { readonly [name: string]: QueryValue }): string {
  return Object.entries(values)
    .map(([name, value]) => `<${name}>${content(value)}</${name}>`)
    .join("");
}

function content(value: QueryValue): string {
  if (typeof value === "string") return escapeXml(value);
  if (isList(value)) return value.map((item) => elements({ member: item })).join("");
  if (value instanceof Map)
    return [...value].map(([key, held]) => elements({ entry: { key, value: held } })).join("");
  return elements(value as { readonly [name: string]: QueryValue });
}

const isList = (value: QueryValue): value is readonly QueryValue[] => Array.isArray(value);

/** What XML cannot hold at all is left out. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);
}
