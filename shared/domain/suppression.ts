import { parseAddress } from "./address.ts";

/** `by hand`: somebody of the team asked for it. */
type SuppressionReason = "unsubscribed" | "bounced" | "complained" | "by hand";

/** A "no" that stands against mailing an address: for one rule or, without `ruleId`, for every rule of the connection. */
export type Suppression = {
  /** In its canonical form. */
  address: string;
  ruleId?: string;
  reason: SuppressionReason;
  /** ISO. */
  at: string;
  /** As the rule was called whose mail was answered. */
  ruleName?: string;
  /** What the provider said, in our words. */
  detail?: string;
};

/** Who is not to be mailed. Addresses are compared in their canonical form. */
export interface Suppressions {
  /** What stands against mailing these addresses for a rule. Consistent. */
  against(connectionId: string, ruleId: string, addresses: readonly string[]): Promise<Suppression[]>;
  /** Idempotent; the same address may be suppressed for several reasons. */
  add(connectionId: string, suppression: Suppression): Promise<void>;
  /** Lifts all that stands against an address for that rule or, without one, for all. @returns whether there was anything. */
  lift(connectionId: string, address: string, ruleId: string | undefined): Promise<boolean>;
  /** Those of the newest addresses, newest first. Eventually consistent. */
  list(connectionId: string, limit: number): Promise<Suppression[]>;
}

/**
 * The one form in which addresses are compared: the domain small and in Punycode, and the local part small too. By the
 * standard `Ada@` and `ada@` may be two people; no provider of note keeps it so, and of the two mistakes, to leave out a
 * stranger or to mail somebody who said no, this is the smaller. Dots and `+tags` are left: they may be other mailboxes.
 * @returns undefined for what is no address.
 */
export function canonicalAddress(text: string): string | undefined {
  return parseAddress(text).address?.toLowerCase();
}

/** Why an address is not mailed, without a full stop: who, what and when. */
export function describeSuppression({ address, ruleId, reason, at, detail }: Suppression): string {
  const on = `on ${at.slice(0, 10)}`;
  switch (reason) {
    case "unsubscribed":
      return `${address} unsubscribed from ${ruleId === undefined ? "all mail" : "this rule's mail"} ${on}`;
    case "bounced":
      return `mail to ${address} bounced ${on}${detail ? `: ${detail}` : ""}`;
    case "complained":
      return `${address} marked a mail as spam ${on}`;
    case "by hand":
      return `${address} was put on the list of those who get ${ruleId === undefined ? "no mail" : "no mail of this rule"} ${on}`;
  }
}
