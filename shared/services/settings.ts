import { ENV } from "../env.ts";

/** The process's environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The values of variables that must be set.
 * @throws Error naming every one that is missing, at cold start: a function that cannot work must not seem to.
 */
export function requireSettings<Name extends keyof typeof ENV>(
  env: Environment,
  names: readonly Name[],
): Record<Name, string> {
  const missing = names.filter((name) => !env[ENV[name]]).map((name) => ENV[name]);
  if (missing.length > 0) throw new Error(`missing environment variables: ${missing.join(", ")}`);
  return Object.fromEntries(names.map((name) => [name, env[ENV[name]]])) as Record<Name, string>;
}

/** How many requests a minute the budget begins with, if that is set. @throws Error when it is no number. */
export function requestLimit(env: Environment): { requestLimit?: number } {
  const written = env[ENV.notionRequests];
  if (!written) return {};
  const limit = Number(written);
  if (Number.isInteger(limit) && limit > 0) return { requestLimit: limit };
  throw new Error(
    `${ENV.notionRequests} is "${written}"; it must be a whole number of requests a minute, like 180`,
  );
}
