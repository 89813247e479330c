import type { DatabaseSync } from "node:sqlite";
import { AwsError } from "../../aws-error.ts";
import { isSimulator } from "../events/mailbox-simulator.ts";
import type { Knobs } from "../knobs/knobs.ts";
import { members, type QueryAction, required } from "../query-protocol.ts";

export type Identities = {
  /** @throws AwsError MessageRejected naming the senders, and in the sandbox the recipients, that are not verified. */
  check(senders: readonly string[], recipients: readonly string[]): void;
  actions: Record<string, QueryAction>;
};

export const IDENTITY_SCHEMA = "create table if not exists identities (identity text primary key);";

type Options = {
  database: DatabaseSync;
  knobs: Knobs;
  region: string;
  /** Those on the list from the start. */
  verified: readonly string[] | undefined;
};

/** Addresses and domains (with their subdomains) that count as verified. Whoever asks for one to be verified has it at once. */
export function identities({ database, knobs, region, verified }: Options): Identities {
  const insert = database.prepare("insert or ignore into identities values (?)");
  const remove = database.prepare("delete from identities where identity = ?");
  const list = () =>
    database
      .prepare("select identity from identities")
      .all()
      .map((row) => String(row.identity));
  const verify = (identity: string) => void insert.run(identity.toLowerCase());
  verified?.forEach(verify);

  const unverified = (addresses: readonly string[]): string[] => {
    const known = new Set(list());
    return addresses.filter((address) => !namesOf(address).some((name) => known.has(name)));
  };
  const actions: Record<string, QueryAction> = {
    VerifyEmailIdentity: (fields) => {
      verify(required(fields, "EmailAddress"));
      return {};
    },
    VerifyDomainIdentity: (fields) => {
      const domain = required(fields, "Domain");
      verify(domain);
      return { VerificationToken: Buffer.from(domain).toString("base64") };
    },
    DeleteIdentity: (fields) => {
      remove.run(required(fields, "Identity").toLowerCase());
      return {};
    },
    ListIdentities: (fields) => {
      const type = fields.get("IdentityType");
      const isAsked = (identity: string) =>
        type === null || identity.includes("@") === (type === "EmailAddress");
      return { Identities: list().filter(isAsked) };
    },
    // An identity that SES does not know is left out of its answer.
    GetIdentityVerificationAttributes: (fields) => {
      const asked = members(fields, "Identities");
      const isKnown = (identity: string) =>
        !knobs.get("listedOnly") || list().includes(identity.toLowerCase());
      const entry = (identity: string) => [identity, { VerificationStatus: "Success" }] as const;
      return { VerificationAttributes: new Map(asked.filter(isKnown).map(entry)) };
    },
  };
  return {
    check: (senders, recipients) => {
      const real = recipients.filter((address) => !isSimulator(address));
      const wrong = [
        ...(knobs.get("listedOnly") ? unverified(senders) : []),
        ...(knobs.get("sandbox") ? unverified(real) : []),
      ];
      if (wrong.length === 0) return;
      throw new AwsError(
        "MessageRejected",
        `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${[...new Set(wrong)].join(", ")}`,
      );
    },
    actions,
  };
}

/** What covers an address: itself, its domain, and those above that. */
function namesOf(address: string): string[] {
  const [, domain = ""] = address.toLowerCase().split("@");
  const labels = domain.split(".");
  return [address.toLowerCase(), ...labels.map((_, index) => labels.slice(index).join("."))];
}
