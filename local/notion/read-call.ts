import type { Context } from "hono";
import { type Call, type Grant, VERSIONS, type Version, type Workspace } from "./call.ts";
import type { Json } from "./entities.ts";
import { expectUuid, isObject } from "./expect.ts";
import { failed, invalid, Problem } from "./problem.ts";

/** Ids in a path that are no UUIDs: names, or ids of another kind. */
const NO_UUIDS = ["property_id", "task_id"];

const MOST_BYTES = 500 * 1024;
const MOST_LEVELS = 100;

/**
 * Reads a request up to its body.
 * @throws Problem in Notion's order: the token, the version, the ids of the path, then a body that is no JSON object.
 */
export async function readCall(
  c: Context,
  workspace: Workspace,
  isRouteOf: (version: Version) => boolean,
): Promise<Call> {
  const grant = grantOf(c, workspace);
  const version = versionOf(c);
  if (!isRouteOf(version)) throw unknownUrl();
  const params = c.req.param();
  for (const [name, value] of Object.entries(params)) {
    if (name.endsWith("_id") && !NO_UUIDS.includes(name)) expectUuid(value, `path.${name}`);
  }
  const read = c.req.method === "GET" || c.req.method === "DELETE" ? { body: {} } : await readBody(c);
  const query = new URL(c.req.url).searchParams;
  const legacy = version !== "2026-03-11";
  return { workspace, actor: grant.user, grant, version, legacy, params, query, ...read };
}

export function unknownUrl(): Problem {
  return new Problem(400, "invalid_request_url", "Invalid request URL.");
}

/** What the request's token is good for, if anything. */
export function grantIn(c: Context, { grants }: Workspace): Grant | undefined {
  const token = /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  return grants.get(token ?? "");
}

function grantOf(c: Context, workspace: Workspace): Grant {
  const grant = grantIn(c, workspace);
  if (!grant) throw new Problem(401, "unauthorized", "API token is invalid.");
  return grant;
}

function versionOf(c: Context): Version {
  const version = c.req.header("notion-version");
  const where = "Notion-Version header failed validation: Notion-Version header should be";
  if (version === undefined) {
    throw new Problem(400, "missing_version", `${where} defined, instead was \`undefined\`.`);
  }
  const known = VERSIONS.find((one) => one === version);
  if (known) return known;
  throw invalid(
    `${where} ${VERSIONS.map((one) => `\`"${one}"\``).join(" or ")}, instead was \`"${version}"\`.`,
  );
}

async function readBody(c: Context): Promise<Pick<Call, "body" | "form">> {
  if (c.req.header("content-type")?.startsWith("multipart/form-data"))
    return { body: {}, form: await readForm(c) };
  return { body: await readJson(c) };
}

/** No body means no arguments. @throws Problem for what is no JSON object, too large or nested too deep. */
export async function readJson(c: Context, mostBytes = MOST_BYTES): Promise<Json> {
  const text = await c.req.text();
  if (text === "") return {};
  const size = Buffer.byteLength(text);
  // "500KB", say the request limits; the words of the answer are ours.
  if (size > mostBytes) throw failed("body.length", `≤ \`${mostBytes}\``, size);
  try {
    const body: unknown = JSON.parse(text);
    if (isObject(body)) return expectDepth(body);
  } catch (error) {
    if (error instanceof Problem) throw error;
    // Told below, as for JSON that is no object.
  }
  throw unreadable();
}

export function unreadable(): Problem {
  return new Problem(400, "invalid_json", "Error parsing JSON body.");
}

/** Nothing that Notion takes nests nearly as deep; our stack would not take much more. */
function expectDepth(body: Json): Json {
  if (!isDeeper(body, MOST_LEVELS)) return body;
  throw invalid(`body failed validation: body should be nested no deeper than \`${MOST_LEVELS}\` levels.`);
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

/** @throws Problem for what is no form, in words of ours: no recorded answer has Notion's. */
async function readForm(c: Context): Promise<NonNullable<Call["form"]>> {
  const form = await c.req.formData().catch(() => {
    throw invalid("Error parsing multipart form data.");
  });
  const fields = [...form.entries()].map(async ([name, value]) => {
    if (typeof value === "string") return [name, value] as const;
    const bytes = new Uint8Array(await value.arrayBuffer());
    return [name, { filename: value.name, type: value.type, bytes }] as const;
  });
  return Object.fromEntries(await Promise.all(fields));
}
