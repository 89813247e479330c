import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { PermanentError } from "../domain/errors.ts";
import { tokenPlaceholder } from "../env.ts";

/** A secret lives five minutes in a warm function: a new token takes effect soon, and one read serves many polls. */
const keptMs = 5 * 60_000;

/** Reads a secret string, kept for a while. @throws PermanentError when it is empty. */
export function secretReader(
  client: SecretsManagerClient,
  secretId: string,
  now: () => Date,
): () => Promise<string> {
  let kept: { secret: string; until: number } | undefined;
  return async () => {
    if (kept && now().getTime() < kept.until) return kept.secret;
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    const secret = SecretString?.trim() ?? "";
    if (secret === "" || secret === tokenPlaceholder)
      throw new PermanentError(
        `the secret ${secretId} holds no token yet; store the token of your Notion integration in it`,
      );
    kept = { secret, until: now().getTime() + keptMs };
    return secret;
  };
}
