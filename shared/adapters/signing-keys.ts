import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { readSigningKeys, type SigningKeys } from "../domain/unsubscribe-token.ts";
import type { Clock } from "../ports.ts";
import { secretReader } from "./secrets-manager.ts";

/** The keys of unsubscribe links, from the secret that the stack made. @throws Error where it holds something else. */
export function signingKeysIn(
  client: SecretsManagerClient,
  secretId: string,
  clock: Clock,
): () => Promise<SigningKeys> {
  const read = secretReader(client, secretId, () => clock.now());
  return async () => readSigningKeys(await read());
}
