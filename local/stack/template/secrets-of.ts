import type { Resolve } from "./resolve.ts";
import { resourcesOf, type Template } from "./template.ts";

type Generate = { SecretStringTemplate?: string; GenerateStringKey?: string; PasswordLength?: number };

/** A secret: what the template puts there, or how AWS is to make it. */
export type SecretDefinition = { arn: string; logicalId: string; value?: string; generate?: Generate };

export function secretsOf(template: Template, resolve: Resolve): SecretDefinition[] {
  return resourcesOf(template, "AWS::SecretsManager::Secret").map(([logicalId, given]) => {
    const properties = resolve<{ SecretString?: string; GenerateSecretString?: Generate }>(given);
    return {
      arn: resolve<string>({ Ref: logicalId }),
      logicalId,
      ...(properties.SecretString !== undefined && { value: properties.SecretString }),
      ...(properties.GenerateSecretString && { generate: properties.GenerateSecretString }),
    };
  });
}

/** What Secrets Manager makes of GenerateSecretString; `random` answers so many letters and digits. */
export function generateSecret(
  { SecretStringTemplate, GenerateStringKey, PasswordLength = 32 }: Generate,
  random: (length: number) => string,
): string {
  const made = random(PasswordLength);
  if (GenerateStringKey === undefined) return made;
  return JSON.stringify({ ...JSON.parse(SecretStringTemplate ?? "{}"), [GenerateStringKey]: made });
}
