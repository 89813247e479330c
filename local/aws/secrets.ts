import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import * as v from "valibot";
import type { Clock } from "../clock.ts";
import { AwsError } from "./aws-error.ts";
import { jsonProtocol } from "./json-protocol.ts";
import { type LoopbackServer, type NodeEnv, serveLoopback } from "./serve-loopback.ts";

export type SecretsOptions = {
  /** 0 for a free one. */
  port: number;
  clock: Clock;
  /** Secret strings by name, read anew for each request. They are held in memory only. */
  secrets: Readonly<Record<string, string>>;
  /** When given, only requests that name this access key are answered: a token is not for everybody on the machine. */
  accessKeyId?: string | undefined;
  newId?: () => string;
};

const GET = v.object({ SecretId: v.string() });
const ARN_PREFIX = "arn:aws:secretsmanager:us-east-1:000000000000:secret:";
// AWS appends six characters of its own to the name.
const ARN_SUFFIX = "-locals";

/** Secrets Manager on 127.0.0.1 that knows GetSecretValue, by name or ARN. */
export async function startSecrets(options: SecretsOptions): Promise<LoopbackServer> {
  const { port, clock, secrets, newId = randomUUID } = options;
  const createdAt = clock.now().getTime() / 1000;
  const versionId = newId();
  const getSecretValue = (input: unknown) => {
    const name = nameOf(v.parse(GET, input).SecretId);
    const secret = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
    if (secret === undefined) {
      throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }
    return {
      ARN: `${ARN_PREFIX}${name}${ARN_SUFFIX}`,
      Name: name,
      SecretString: secret,
      VersionId: versionId,
      VersionStages: ["AWSCURRENT"],
      CreatedDate: createdAt,
    };
  };
  const app = jsonProtocol({
    target: "secretsmanager",
    namespace: "com.amazonaws.secretsmanager",
    version: "1.1",
    actions: { GetSecretValue: getSecretValue },
    newId,
  });
  const guarded = new Hono<NodeEnv>().use(async (c, next) => {
    const { accessKeyId } = options;
    const isAllowed =
      accessKeyId === undefined || c.req.header("authorization")?.includes(`Credential=${accessKeyId}/`);
    return isAllowed ? next() : c.json({ __type: "AccessDeniedException" }, 400);
  });
  return await serveLoopback(guarded.route("/", app), port);
}

function nameOf(secretId: string): string {
  if (!secretId.startsWith(ARN_PREFIX)) return secretId;
  const name = secretId.slice(ARN_PREFIX.length);
  return name.endsWith(ARN_SUFFIX) ? name.slice(0, -ARN_SUFFIX.length) : name;
}
