import * as v from "valibot";

/** What a team decides about its Rowbell: each a context value, in cdk.json or by `-c rowbell:<name>=<value>`. */
export type Config = {
  /** Names the stack, so that one account can hold several: lower-case letters, digits, hyphens. */
  stage: string;
  /** Id or link of the Rules database. */
  rules: string;
  /** Sender of every mail, `Rowbell <bell@example.com>` or only the address, which belongs to `mailIdentity`. */
  mailFrom: string;
  /** What SES verifies: a domain, or one address. */
  mailIdentity: string;
  /** Recipients that SES lets in while the account is in its sandbox; none once it is out. Separated by commas. */
  sandboxRecipients: string[];
  /** The only domains that mail goes to, with what is below them; every one where there are none. Separated by commas. */
  recipientDomains: string[];
  /** Minutes between two polls. */
  pollMinutes: number;
};

/** The context holds values that no stack can be made of; the message lists every one of them. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

const examples = { rules: "0".repeat(32), mailFrom: "Rowbell <rowbell@example.com>" };

const address = v.pipe(v.string(), v.regex(/^[a-z0-9._+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i));
const sender = v.pipe(
  v.string(),
  v.regex(/^[^<>"\r\n]*$|^[^<>"\r\n]{1,64} <[^<>\s]+>$/),
  v.check((text) => v.is(address, addressOf(text))),
  // The mailer writes domains small, and IAM compares the sender letter by letter.
  v.transform((text) => text.replace(/@[^@<>]+(?=>?$)/, (domain) => domain.toLowerCase())),
);
const domain = v.pipe(v.string(), v.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i));
const notionId = /^(https:\/\/\S+)?[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}(\?\S*)?$/i;
const list = v.pipe(v.string(), v.transform(splitAtCommas));

const schemas = {
  stage: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,30}$/)),
  rules: v.pipe(v.string(), v.regex(notionId)),
  mailFrom: sender,
  mailIdentity: v.union([domain, address]),
  sandboxRecipients: v.pipe(list, v.array(address)),
  recipientDomains: v.pipe(v.optional(list, ""), v.array(v.pipe(domain, v.toLowerCase()))),
  // Text when it comes from the command line.
  pollMinutes: v.pipe(
    v.union([v.number(), v.string()]),
    v.transform(Number),
    v.integer(),
    v.minValue(1),
    v.maxValue(60),
  ),
};

type Name = keyof typeof schemas;

const allowed: Record<Name, string> = {
  stage: "lower-case letters, digits and hyphens, such as prod",
  rules: "the id or link of the Rules database",
  mailFrom: "an address of rowbell:mailIdentity, such as Rowbell <rowbell@example.com>",
  mailIdentity: "a domain or one address",
  sandboxRecipients: "addresses separated by commas, or nothing",
  recipientDomains: "domains separated by commas, or nothing for every one",
  pollMinutes: "whole minutes, 1 to 60",
};

/**
 * Reads and checks the configuration. `context` answers a context key's value, or undefined.
 * @throws ConfigError with all mistakes in one list.
 */
export function readConfig(context: (key: string) => unknown): Config {
  const given = Object.fromEntries(names.map((name) => [name, context(`rowbell:${name}`)]));
  const wrong = names.filter((name) => !v.is(schemas[name], given[name]));
  if (wrong.length > 0) throw mistakes(wrong, given);
  const config: Config = v.parse(v.object(schemas), given);
  if (!belongsTo(addressOf(config.mailFrom), config.mailIdentity)) throw mistakes(["mailFrom"], given);
  return config;
}

/** The bare address of a sender. */
export function addressOf(mailFrom: string): string {
  return /<([^<>]+)>$/.exec(mailFrom)?.[1] ?? mailFrom;
}

/** Names of the values that are still the examples cdk.json came with: good enough to look at the stack, not to run it. */
export function exampleValues(config: Config): string[] {
  return (["rules", "mailFrom"] as const)
    .filter((name) => config[name] === examples[name])
    .map((name) => `rowbell:${name}`);
}

const names = Object.keys(schemas) as Name[];

function mistakes(wrong: readonly Name[], given: Record<string, unknown>): ConfigError {
  const lines = wrong.map((name) => {
    const value = given[name] === undefined ? "not set" : JSON.stringify(given[name]);
    return `  rowbell:${name} is ${value}; allowed: ${allowed[name]}`;
  });
  return new ConfigError(
    `The configuration cannot be used:\n${lines.join("\n")}\nMend it under "context" in cdk.json, or with -c rowbell:name=value.`,
  );
}

function splitAtCommas(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function belongsTo(address: string, identity: string): boolean {
  const host = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
  const name = identity.toLowerCase();
  return address.toLowerCase() === name || host === name || host.endsWith(`.${name}`);
}
